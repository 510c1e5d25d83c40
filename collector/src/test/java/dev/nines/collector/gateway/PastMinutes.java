package dev.nines.collector.gateway;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// Minutes written into a ledger before a gateway opens it, as if one had run until then.
final class PastMinutes {

  /// What one promise to one tenant counted.
  ///
  /// @param slo a shipped objective
  /// @param tenant to whom
  /// @param eventsPerMinute good and bad together
  /// @param badByMinute bad ones, by epoch minute
  record Counts(String slo, String tenant, long eventsPerMinute, Map<Long, Long> badByMinute) {

    static Counts healthy(String slo, String tenant, long eventsPerMinute) {
      return new Counts(slo, tenant, eventsPerMinute, Map.of());
    }
  }

  private PastMinutes() {}

  /// Writes the minutes up to the one that runs at `now`, which is included, so that there is no
  /// unmeasured one if the gateway starts in the next.
  static void write(Path storage, Instant now, Duration length, List<Counts> counts)
      throws IOException {
    write(storage, now, length, counts, _ -> List.of());
  }

  /// The same, with durations by epoch minute.
  static void write(
      Path storage,
      Instant now,
      Duration length,
      List<Counts> counts,
      LongFunction<List<LatencyDelta>> latencies)
      throws IOException {
    Files.createDirectories(storage);
    try (Ledger ledger =
        Ledger.open(FileStorage.open(storage.resolve("ledger")), LedgerOptions.DEFAULTS)) {
      long end = minuteOf(now);
      int[] series = counts.stream().mapToInt(each -> ledger.seriesId(key(each))).toArray();
      for (long minute = end - length.toMinutes(); minute <= end; minute++) {
        var entries = new ArrayList<Entry>(series.length);
        for (int i = 0; i < series.length; i++) {
          long bad = counts.get(i).badByMinute().getOrDefault(minute, 0L);
          long good = counts.get(i).eventsPerMinute() - bad;
          entries.add(new Entry(series[i], minute, 1, good, bad, 0));
        }
        Instant recordedAt = minute < end ? Instant.ofEpochSecond(minute * 60 + 59) : now;
        ledger.commit(new Batch(recordedAt, entries, List.of(), latencies.apply(minute)));
        ledger.advance(recordedAt);
      }
    }
  }

  /// The minute that runs at an instant, since 1970.
  static long minuteOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  private static SeriesKey key(Counts counts) {
    Objective objective =
        SpecReader.shipped().objectives().stream()
            .filter(each -> each.slo().equals(counts.slo()))
            .findFirst()
            .orElseThrow();
    return new SeriesKey(objective.slo(), objective.generation(), new TenantId(counts.tenant()));
  }
}
