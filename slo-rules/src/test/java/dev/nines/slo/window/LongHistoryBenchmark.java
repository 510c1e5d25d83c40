package dev.nines.slo.window;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.ledger.Storage;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/// Measures a tick over 30 days of history. Of these only what a tick touches is written: the
/// minutes at the far end of each of the eight windows and the last two hours; what lies between is
/// neither read by a tick nor kept in memory. Not a test: run its `main` with a folder and the
/// number of series; results stand in `README.md`.
final class LongHistoryBenchmark {
  private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
  private static final int TICKS = 20;
  private static final int LAST_MINUTES = 125;

  private LongHistoryBenchmark() {}

  /// @param arguments folder, series
  public static void main(String[] arguments) throws IOException {
    Storage storage = FileStorage.open(Path.of(arguments[0]));
    int series = Integer.parseInt(arguments[1]);
    var random = new Random(1);
    try (Ledger ledger = LedgerBenchmark.open(storage)) {
      for (int i = 0; i < series; i++) {
        ledger.seriesId(new SeriesKey("availability", "1", new TenantId("t" + i)));
      }
      for (long minute : minutes()) {
        Instant now = Instant.ofEpochSecond(minute * 60 + 10);
        ledger.commit(LedgerBenchmark.batch(series, now, random, 1));
        ledger.advance(now);
      }
      var building = new Stopwatch();
      RunningSums sums = building.time(() -> new RunningSums(ledger, LedgerBenchmark.MEASURES));
      ticks(ledger, sums, series, random);
      System.out.printf(
          "sums added up anew %s; heap used, sums and ledger in it, %d MiB%n%s%n",
          building, LedgerBenchmark.usedHeapMebibytes(), ledger.stats());
      Reference.reachabilityFence(sums);
    }
  }

  private static void ticks(Ledger ledger, RunningSums sums, int series, Random random) {
    var commits = new Stopwatch();
    var advances = new Stopwatch();
    var reads = new Stopwatch();
    for (int tick = 0; tick < TICKS; tick++) {
      Instant now = END.plus(Duration.ofMinutes(tick)).plusSeconds(10);
      Batch batch = LedgerBenchmark.batch(series, now, random, 1);
      Commit commit = commits.time(() -> ledger.commit(batch));
      advances.time(
          () -> {
            ledger.advance(now);
            sums.add(commit);
            sums.advance();
            return commit;
          });
      reads.time(() -> LedgerBenchmark.readAll(sums, series));
    }
    System.out.printf(
        "%d series, 30 d; ms wall p50/p99/max (CPU p50): commit %s, advance and add %s, figures of"
            + " all %s%n",
        series, commits, advances, reads);
  }

  /// The minutes that are written before the ticks.
  private static SortedSet<Long> minutes() {
    long end = END.getEpochSecond() / 60;
    var minutes = new TreeSet<Long>();
    for (Duration window : LedgerBenchmark.WINDOWS) {
      for (long i = -2; i <= TICKS + 2; i++) {
        minutes.add(end - window.toMinutes() + i);
      }
    }
    for (long i = 1; i <= LAST_MINUTES; i++) {
      minutes.add(end - i);
    }
    return minutes.headSet(end);
  }
}
