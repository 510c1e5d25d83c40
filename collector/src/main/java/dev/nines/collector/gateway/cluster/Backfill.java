package dev.nines.collector.gateway.cluster;

import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Writes what the ledger knows of the past, minute by minute, oldest first, so that a receiver
/// takes it from where it can: one that refuses old samples begins later.
final class Backfill {
  private static final long CHUNK_MINUTES = 60;

  /// What goes out at once; the rest waits until that is in the queue on disk.
  private static final int MOST_SAMPLES_AT_ONCE = 100_000;

  private static final Duration PAUSE = Duration.ofMillis(1_200);

  private final Ledger ledger;
  private final ToIntFunction<EventTotals> series;
  private final Consumer<Observation> out;
  private final Map<EventTotals, long[]> sums = new HashMap<>();
  private int sincePause;

  /// @param series the ledger's series of a promise, negative if it has none
  /// @param out takes a minute's counters
  Backfill(Ledger ledger, ToIntFunction<EventTotals> series, Consumer<Observation> out) {
    this.ledger = ledger;
    this.series = series;
    this.out = out;
  }

  /// The series of a promise as [Backfill] wants it.
  static int orNone(OptionalInt series) {
    return series.orElse(-1);
  }

  /// Writes the minutes of `[fromMinute, toMinute)`.
  void run(List<EventTotals> promises, long fromMinute, long toMinute, Instant asOf)
      throws InterruptedException {
    for (long from = fromMinute; from < toMinute; from += CHUNK_MINUTES) {
      chunk(promises, from, Math.min(toMinute, from + CHUNK_MINUTES), asOf);
    }
  }

  private void chunk(List<EventTotals> promises, long from, long to, Instant asOf)
      throws InterruptedException {
    var minutes = new HashMap<EventTotals, Map<Long, Minute>>();
    for (EventTotals each : promises) {
      int number = series.applyAsInt(each);
      if (number >= 0) {
        var byMinute = new HashMap<Long, Minute>();
        ledger.read(number, from, to, asOf).forEach(one -> byMinute.put(one.epochMinute(), one));
        minutes.put(each, byMinute);
      }
    }
    for (long minute = from; minute < to; minute++) {
      long now = minute;
      minutes.forEach((promise, byMinute) -> add(promise, byMinute.get(now)));
      if (!sums.isEmpty()) {
        write(totals(), minute + 1);
        pauseIfMuch();
      }
    }
  }

  private void add(EventTotals promise, @Nullable Minute minute) {
    if (minute == null || !minute.observed()) {
      return;
    }
    if (!sums.containsKey(promise)) {
      // a counter's first value is no increase: so it begins at zero
      write(SliCounters.zero(List.of(promise)), minute.epochMinute());
    }
    long[] sum = sums.computeIfAbsent(promise, _ -> new long[3]);
    sum[0] += minute.good();
    sum[1] += minute.bad();
    sum[2] += minute.doubtful();
  }

  private List<EventTotals> totals() {
    return sums.entrySet().stream().map(each -> total(each.getKey(), each.getValue())).toList();
  }

  private static EventTotals total(EventTotals promise, long[] sum) {
    return new EventTotals(promise.objective(), promise.tenant(), sum[0], sum[1], sum[2]);
  }

  /// Writes counters as they were at the beginning of a minute.
  private void write(List<EventTotals> totals, long minute) {
    out.accept(SliCounters.observation(totals, Instant.ofEpochSecond(minute * 60)));
    sincePause += totals.size() * SliCounters.SERIES_PER_PROMISE;
  }

  private void pauseIfMuch() throws InterruptedException {
    if (sincePause >= MOST_SAMPLES_AT_ONCE) {
      sincePause = 0;
      Thread.sleep(PAUSE);
    }
  }
}
