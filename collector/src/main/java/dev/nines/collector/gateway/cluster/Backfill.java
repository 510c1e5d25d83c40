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
  private final OpenMinutes open;
  private final Instant begin;
  private final ToIntFunction<EventTotals> series;
  private final Consumer<Observation> out;
  private final Map<EventTotals, long[]> sums = new HashMap<>();
  private int sincePause;

  /// @param open the last minutes, which the ledger does not let be read yet
  /// @param begin when the gateway began: what it counts itself is not part of the past
  /// @param series the ledger's series of a promise, negative if it has none
  /// @param out takes a minute's counters
  Backfill(
      Ledger ledger,
      OpenMinutes open,
      Instant begin,
      ToIntFunction<EventTotals> series,
      Consumer<Observation> out) {
    this.ledger = ledger;
    this.open = open;
    this.begin = begin;
    this.series = series;
    this.out = out;
  }

  /// The series of a promise as [Backfill] wants it.
  static int orNone(OptionalInt series) {
    return series.orElse(-1);
  }

  /// Writes the minutes from one on, up to the one in which the gateway began.
  void run(List<EventTotals> promises, long fromMinute) throws InterruptedException {
    long toMinute = begin.getEpochSecond() / 60 + 1;
    for (long from = fromMinute; from < toMinute; from += CHUNK_MINUTES) {
      chunk(promises, from, Math.min(toMinute, from + CHUNK_MINUTES));
    }
  }

  private void chunk(List<EventTotals> promises, long from, long to) throws InterruptedException {
    var minutes = new HashMap<EventTotals, Map<Long, Minute>>();
    for (EventTotals each : promises) {
      int number = series.applyAsInt(each);
      if (number >= 0) {
        minutes.put(each, minutes(number, from, to));
      }
    }
    for (long minute = from; minute < to; minute++) {
      long now = minute;
      minutes.forEach((promise, byMinute) -> add(promise, byMinute.get(now)));
      if (!sums.isEmpty()) {
        write(totals(), endOf(minute));
        pauseIfMuch();
      }
    }
  }

  private Map<Long, Minute> minutes(int number, long from, long to) {
    var byMinute = new HashMap<Long, Minute>();
    long closed = Math.clamp(open.from(), from, to);
    ledger
        .read(number, from, closed, begin)
        .forEach(minute -> byMinute.put(minute.epochMinute(), minute));
    for (long minute = closed; minute < to; minute++) {
      open.minute(number, minute).ifPresent(one -> byMinute.put(one.epochMinute(), one));
    }
    return byMinute;
  }

  /// The minute in which the gateway began ends with that: what follows is written live.
  private Instant endOf(long minute) {
    Instant end = startOf(minute + 1);
    return end.isBefore(begin) ? end : begin;
  }

  private static Instant startOf(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }

  private void add(EventTotals promise, @Nullable Minute minute) {
    if (minute == null || !minute.observed()) {
      return;
    }
    if (!sums.containsKey(promise)) {
      // a counter's first value is no increase: so it begins at zero
      write(SliCounters.zero(List.of(promise)), startOf(minute.epochMinute()));
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

  private void write(List<EventTotals> totals, Instant at) {
    out.accept(SliCounters.observation(totals, at));
    sincePause += totals.size() * SliCounters.SERIES_PER_PROMISE;
  }

  private void pauseIfMuch() throws InterruptedException {
    if (sincePause >= MOST_SAMPLES_AT_ONCE) {
      sincePause = 0;
      Thread.sleep(PAUSE);
    }
  }
}
