package dev.nines.slo.window;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.ledger.Storage;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures what a tick costs and what a series takes: commit, advance and figures of all series
/// over eight windows, bytes on disk, and the time to be ready after a restart. Not a test: run its
/// `main` with a folder, the number of series and of minutes; results stand in `README.md`.
final class LedgerBenchmark {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(30));

  static final List<Measure> MEASURES = WINDOWS.stream().map(Measure::events).toList();

  /// What a thread reads at a time, as the engine does.
  private static final int AT_ONCE = 4096;

  private LedgerBenchmark() {}

  /// @param arguments folder, series, minutes of history, ticks per minute (1 if left out)
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int series = Integer.parseInt(arguments[1]);
    int minutes = Integer.parseInt(arguments[2]);
    int ticks = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    write(folder, series, minutes, ticks);
    restart(folder);
  }

  private static void write(Path folder, int series, int minutes, int ticks) throws IOException {
    var commits = new Stopwatch();
    var advances = new Stopwatch();
    var reads = new Stopwatch();
    var random = new Random(1);
    try (Ledger ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      var sums = new RunningSums(ledger, MEASURES);
      for (int i = 0; i < series; i++) {
        ledger.seriesId(new SeriesKey("availability", "1", new TenantId("t" + i)));
      }
      for (int tick = 0; tick < minutes * ticks; tick++) {
        Instant now = START.plusMillis(60_000L * tick / ticks + 10_000);
        Batch batch = batch(series, now, random, ticks);
        Commit commit = commits.time(() -> ledger.commit(batch));
        advances.time(
            () -> {
              ledger.advance(now);
              sums.add(commit);
              sums.advance();
              return commit;
            });
        if (tick % 20 == 19) {
          reads.time(() -> readAll(sums, series));
        }
      }
      System.out.printf(
          "%d series, %d min, %d ticks/min; ms wall p50/p99/max (CPU p50): commit %s, advance and"
              + " add %s, figures of all %s%n%s%n",
          series, minutes, ticks, commits, advances, reads, ledger.stats());
    }
    double seriesMinutes = (double) series * minutes;
    System.out.printf(
        "on disk: %.2f B/series-minute all files, %.2f sealed minutes; heap used %d MiB%n",
        bytes(folder, "") / seriesMinutes,
        bytes(folder, "minutes") / seriesMinutes,
        usedHeapMebibytes());
  }

  static Batch batch(int series, Instant now, Random random, int ticks) {
    long minute = Math.floorDiv(now.getEpochSecond(), 60L);
    var entries = new ArrayList<Entry>(series);
    for (int i = 0; i < series; i++) {
      // a few with much traffic, many with little
      double mean = 2e6 / (1 + Math.floorMod(i * 2_654_435_761L, series)) / ticks;
      long good = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      long bad = random.nextInt(200) == 0 ? 1 : 0;
      entries.add(new Entry(i, minute, 1, good, bad, 0));
    }
    return new Batch(now, entries, List.of(), List.of());
  }

  static long readAll(RunningSums sums, int series) {
    long expectedFrom = RunningSums.firstWholeMinute(START);
    int[] numbers = MEASURES.stream().mapToInt(sums::number).toArray();
    sums.prepare();
    return IntStream.range(0, Math.ceilDiv(series, AT_ONCE))
        .parallel()
        .mapToLong(
            chunk -> {
              long bad = 0;
              for (int i = chunk * AT_ONCE; i < Math.min(series, (chunk + 1) * AT_ONCE); i++) {
                for (int number : numbers) {
                  bad += sums.figures(i, number, expectedFrom).bad();
                }
              }
              return bad;
            })
        .sum();
  }

  private static void restart(Path folder) throws IOException {
    var opening = new Stopwatch();
    var adding = new Stopwatch();
    Storage storage = FileStorage.open(folder);
    try (Ledger ledger = opening.time(() -> open(storage))) {
      adding.time(() -> new RunningSums(ledger, MEASURES));
    }
    System.out.printf("restart: ledger %s, sums %s%n", opening, adding);
  }

  static Ledger open(Storage storage) {
    try {
      return Ledger.open(storage, LedgerOptions.DEFAULTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path folder, String part) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains(part)).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  static long usedHeapMebibytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
