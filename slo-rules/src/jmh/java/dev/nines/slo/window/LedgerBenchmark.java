package dev.nines.slo.window;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.Heap;
import dev.nines.testing.ProcessorTime;
import dev.nines.testing.ScratchFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A tick of ledger and sums in which a minute of every series closes, and its three steps
/// (`slo-rules/bench/jmh`; results stand in `README.md`).
///
/// Of the history only what a tick touches is written: the minutes at the far end of each window
/// and the last two hours. What lies between is neither read by a tick nor kept in memory.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx1g",
      "-XX:+UseCompactObjectHeaders",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = LedgerBenchmark.WARM_UP)
@Measurement(iterations = LedgerBenchmark.MEASURED)
public class LedgerBenchmark {
  static final int WARM_UP = 10;
  static final int MEASURED = 10;
  private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
  private static final int LAST_MINUTES = 125;

  /// What a thread reads at a time, as the engine does.
  private static final int AT_ONCE = 4096;

  /// How many series, and how long they have been recorded.
  public enum Scale {
    MILLION_OVER_A_DAY(1_000_000, Duration.ofDays(1)),
    HUNDRED_THOUSAND_OVER_30_DAYS(100_000, Duration.ofDays(30));

    private final int series;
    private final Duration length;

    Scale(int series, Duration length) {
      this.series = series;
      this.length = length;
    }
  }

  /// All of it.
  @Benchmark
  public long tick(WholeTick history) throws IOException {
    history.commit();
    history.closeMinute();
    return history.figures();
  }

  /// A minute of every series into the journal, forced to disk.
  @Benchmark
  public Commit commit(UntilCommit history) {
    return history.commit();
  }

  /// Closing the minute, adding it to all windows and taking from them what leaves.
  @Benchmark
  public void closeMinute(UntilClosing history) {
    history.closeMinute();
  }

  /// The figures of all series over all windows.
  @Benchmark
  public long figures(UntilFigures history) {
    return history.figures();
  }

  /// Before a tick, which is all measured.
  public static class WholeTick extends History {
    /// The next minute.
    @Setup(Level.Iteration)
    public void prepare() {
      next();
      ProcessorTime.begin();
    }
  }

  /// Before the minute is committed.
  public static class UntilCommit extends History {
    /// The next minute.
    @Setup(Level.Iteration)
    public void prepare() {
      next();
      ProcessorTime.begin();
    }

    /// The rest of the tick.
    @TearDown(Level.Iteration)
    public void finish() {
      closeMinute();
    }
  }

  /// Before the minute is closed.
  public static class UntilClosing extends History {
    /// The next minute, committed.
    @Setup(Level.Iteration)
    public void prepare() {
      next();
      commit();
      ProcessorTime.begin();
    }
  }

  /// Before the figures are read.
  public static class UntilFigures extends History {
    /// The next minute, closed.
    @Setup(Level.Iteration)
    public void prepare() {
      next();
      commit();
      closeMinute();
      ProcessorTime.begin();
    }
  }

  /// A ledger and its sums.
  @State(Scope.Benchmark)
  public static class History {
    /// How much of it.
    @Param public Scale scale;

    private final Random random = new Random(1);
    private ScratchFolder folder;
    private Ledger ledger;
    private RunningSums sums;
    private Instant now = END;
    private Batch batch;
    private Commit commit;

    /// Writes the history and adds it up.
    @Setup
    public void open() throws IOException {
      folder = ScratchFolder.create();
      ledger = Ledger.open(FileStorage.open(folder.path()), LedgerOptions.DEFAULTS);
      for (int i = 0; i < scale.series; i++) {
        ledger.seriesId(new SeriesKey("availability", "1", new TenantId("t" + i)));
      }
      for (long minute : minutes(scale.length)) {
        now = Instant.ofEpochSecond(minute * 60 + 10);
        ledger.commit(Traffic.minute(scale.series, now, random));
        ledger.advance(now);
      }
      sums = new RunningSums(ledger, Traffic.MEASURES);
    }

    /// Says what the process held.
    @TearDown
    public void close() throws IOException {
      batch = null;
      commit = null;
      System.out.printf(
          "%n# %d MiB of heap in use after a collection; %s%n",
          Heap.usedMebibytes(), ledger.stats());
      sums = null;
      ledger.close();
      folder.close();
    }

    void next() {
      now = now.plus(Duration.ofMinutes(1));
      batch = Traffic.minute(scale.series, now, random);
    }

    Commit commit() {
      commit = ledger.commit(batch);
      return commit;
    }

    void closeMinute() {
      ledger.advance(now);
      sums.add(commit);
      sums.advance();
    }

    long figures() {
      long expectedFrom = RunningSums.firstWholeMinute(Instant.EPOCH);
      int[] numbers = Traffic.MEASURES.stream().mapToInt(sums::number).toArray();
      sums.prepare();
      return IntStream.range(0, Math.ceilDiv(scale.series, AT_ONCE))
          .parallel()
          .mapToLong(chunk -> bad(chunk * AT_ONCE, numbers, expectedFrom))
          .sum();
    }

    private long bad(int first, int[] numbers, long expectedFrom) {
      long bad = 0;
      for (int i = first; i < Math.min(scale.series, first + AT_ONCE); i++) {
        for (int number : numbers) {
          bad += sums.figures(i, number, expectedFrom).bad();
        }
      }
      return bad;
    }

    /// The minutes that are written before the ticks.
    private static SortedSet<Long> minutes(Duration length) {
      long end = END.getEpochSecond() / 60;
      var minutes = new TreeSet<Long>();
      for (Duration window : Traffic.WINDOWS) {
        for (long i = -2; i <= WARM_UP + MEASURED + 2; i++) {
          minutes.add(end - window.toMinutes() + i);
        }
      }
      for (long i = 1; i <= LAST_MINUTES; i++) {
        minutes.add(end - i);
      }
      return minutes.subSet(end - length.toMinutes() - 2, end);
    }
  }
}
