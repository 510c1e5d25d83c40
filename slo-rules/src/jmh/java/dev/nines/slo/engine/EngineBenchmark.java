package dev.nines.slo.engine;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.verdict.Judge;
import dev.nines.testing.Heap;
import dev.nines.testing.ProcessorTime;
import dev.nines.testing.ScratchFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/// Whole ticks of the engine, from observations of every promise to a verdict for each
/// (`slo-rules/bench/jmh`; results stand in `README.md`).
///
/// A promise is one of 99.9 % over 30 days, so it is judged over eight windows. Each is read four
/// times a minute, one sample that is good or bad. A fifth tick begins the minute and comes without
/// observations: it closes a minute and judges everything anew, and nothing else.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx2g",
      "-XX:+UseCompactObjectHeaders",
      "--enable-native-access=ALL-UNNAMED"
    })
public class EngineBenchmark {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int SLOS = 10;
  private static final int SERIES_PER_TARGET = 1000;
  private static final int TICKS_PER_MINUTE = 5;

  /// A tick in which every promise was read.
  @Benchmark
  @Warmup(iterations = 40)
  @Measurement(iterations = 20)
  public int tick(Readings promises) {
    return promises.tick();
  }

  /// A tick in which a minute closes.
  @Benchmark
  @Warmup(iterations = 10)
  @Measurement(iterations = 10)
  public int closeMinute(Minutes promises) {
    return promises.tick();
  }

  /// Promises before a tick with observations.
  public static class Readings extends Promises {
    /// Lets the minute begin, if it is its time, and offers what the tick takes.
    @Setup(Level.Iteration)
    public void observe() {
      if (beginsMinute()) {
        tick();
      }
      offer();
      ProcessorTime.begin();
    }
  }

  /// Promises before a tick that closes a minute.
  public static class Minutes extends Promises {
    /// Lets the minute pass.
    @Setup(Level.Iteration)
    public void pass() {
      while (!beginsMinute()) {
        offer();
        tick();
      }
      ProcessorTime.begin();
    }
  }

  /// An engine, the tenants and what is observed of them.
  @State(Scope.Benchmark)
  public static class Promises {
    /// How many tenants times SLOs.
    @Param({"100000", "1000000"})
    public int promises;

    /// Of how many readings one is bad. One of 800: a twentieth of the promises has a bad event in
    /// its windows. One of 10: every promise burns in every window.
    @Param({"800", "10"})
    public int readingsPerError;

    private final Random random = new Random(1);
    private ScratchFolder folder;
    private Ledger ledger;
    private SloEngine engine;
    private List<Tenant> tenants;
    private List<Series> series;
    private int number;

    /// Makes the promises.
    @Setup
    public void open() throws IOException {
      folder = ScratchFolder.create();
      ledger = Ledger.open(FileStorage.open(folder.path()), LedgerOptions.DEFAULTS);
      engine = new SloEngine(ledger, new Judge(), objectives(SLOS));
      tenants = tenants(promises / SLOS);
      series = series(tenants, SLOS);
    }

    /// Says what the process held.
    @TearDown
    public void close() throws IOException {
      System.out.printf("%n# %d MiB of heap in use after a collection%n", Heap.usedMebibytes());
      ledger.close();
      folder.close();
    }

    boolean beginsMinute() {
      return number % TICKS_PER_MINUTE == 0;
    }

    private Instant now() {
      return START
          .plus(Duration.ofMinutes(number / TICKS_PER_MINUTE))
          .plusSeconds(number % TICKS_PER_MINUTE * 12L);
    }

    int tick() {
      int verdicts = engine.tick(tenants, now()).verdicts().size();
      number++;
      if (verdicts != series.size()) {
        throw new IllegalStateException(verdicts + " verdicts");
      }
      return verdicts;
    }

    void offer() {
      Instant now = now();
      for (int from = 0; from < series.size(); from += SERIES_PER_TARGET) {
        var samples = new ArrayList<Sample>();
        for (Series each :
            series.subList(from, Math.min(series.size(), from + SERIES_PER_TARGET))) {
          samples.add(new Sample(each, random.nextInt(readingsPerError) == 0 ? 0 : 1));
        }
        engine.offer(
            new Observation("probe", "up/" + from, now, new Reading.Complete(samples, List.of())));
      }
    }
  }

  private static List<Objective> objectives(int count) {
    var specs = new StringBuilder();
    for (int i = 0; i < count; i++) {
      specs.append(
          """
          ---
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: slo-%1$d}
          spec:
            service: shop
            budgetingMethod: Occurrences
            timeWindow: [{duration: 30d, isRolling: true}]
            indicator:
              metadata: {name: up-%1$d}
              spec:
                ratioMetric:
                  counter: false
                  good: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (sum_over_time(up_%1$d[{{.window}}]))'}}}
                  total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (count_over_time(up_%1$d[{{.window}}]))'}}}
            objectives: [{target: 0.999}]
          """
              .formatted(i));
    }
    return SpecReader.read("slo.yaml", specs.toString(), SpecReader.References.MAY_STAY_OPEN)
        .objectives();
  }

  private static List<Tenant> tenants(int count) {
    var tenants = new ArrayList<Tenant>(count);
    for (int i = 0; i < count; i++) {
      tenants.add(
          new Tenant(
              new TenantId("t" + i),
              "Tenant",
              "enterprise",
              START,
              Optional.empty(),
              ZoneOffset.UTC,
              Locale.ENGLISH,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Map.of()));
    }
    return tenants;
  }

  private static List<Series> series(List<Tenant> tenants, int slos) {
    var series = new ArrayList<Series>(slos * tenants.size());
    for (int slo = 0; slo < slos; slo++) {
      for (Tenant tenant : tenants) {
        series.add(
            new Series("up_" + slo, Map.of("tenant", tenant.id().value()), SampleKind.GAUGE));
      }
    }
    return series;
  }
}
