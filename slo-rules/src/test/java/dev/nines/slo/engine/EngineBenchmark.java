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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Measures whole ticks of the engine: from observations of every promise to a verdict for each.
/// Not a test: run its `main`; results stand in `README.md`.
///
/// A promise is one of 99.9 % over 30 days, so it is judged over eight windows. Each is read four
/// times a minute, one sample that is good or bad. A fifth tick begins the minute and comes without
/// observations: it closes a minute and judges everything anew, and nothing else.
final class EngineBenchmark {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int SERIES_PER_TARGET = 1000;
  private static final int TICKS_PER_MINUTE = 5;
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private final SloEngine engine;
  private final List<Tenant> tenants;
  private final List<Series> series;
  private final int readingsPerError;
  private final Random random = new Random(1);
  private final List<Long> wall = new ArrayList<>();
  private final List<Long> processor = new ArrayList<>();
  private final List<Long> judgingWall = new ArrayList<>();
  private final List<Long> judgingProcessor = new ArrayList<>();

  private EngineBenchmark(SloEngine engine, int tenants, int slos, int readingsPerError) {
    this.engine = engine;
    this.tenants = tenants(tenants);
    this.series = series(this.tenants, slos);
    this.readingsPerError = readingsPerError;
  }

  /// @param arguments folder, tenants, SLOs for each, minutes, and of how many readings one is bad
  ///   (800 if left out)
  public static void main(String[] arguments) throws IOException {
    int tenants = Integer.parseInt(arguments[1]);
    int slos = Integer.parseInt(arguments[2]);
    int minutes = Integer.parseInt(arguments[3]);
    int readingsPerError = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 800;
    try (Ledger ledger =
        Ledger.open(FileStorage.open(Path.of(arguments[0])), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), objectives(slos));
      var benchmark = new EngineBenchmark(engine, tenants, slos, readingsPerError);
      for (int tick = 0; tick < minutes * TICKS_PER_MINUTE; tick++) {
        benchmark.tick(tick);
      }
      benchmark.report(minutes);
    }
  }

  private void tick(int number) {
    int minute = number / TICKS_PER_MINUTE;
    int within = number % TICKS_PER_MINUTE;
    Instant now = START.plus(Duration.ofMinutes(minute)).plusSeconds(within * 12L);
    if (within > 0) {
      offer(now);
    }
    long begun = System.nanoTime();
    long begunProcessor = SYSTEM.getProcessCpuTime();
    int verdicts = engine.tick(tenants, now).verdicts().size();
    (within > 0 ? wall : judgingWall).add(System.nanoTime() - begun);
    (within > 0 ? processor : judgingProcessor).add(SYSTEM.getProcessCpuTime() - begunProcessor);
    if (verdicts != series.size()) {
      throw new IllegalStateException(verdicts + " verdicts");
    }
  }

  private void report(int minutes) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%d promises, %d min, one reading of %d bad; ms p50/p90/max: a tick with observations wall"
            + " %s, CPU (all threads) %s; closing a minute and judging all wall %s, CPU %s; heap"
            + " %d MiB%n",
        series.size(),
        minutes,
        readingsPerError,
        percentiles(wall),
        percentiles(processor),
        percentiles(judgingWall),
        percentiles(judgingProcessor),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
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

  private void offer(Instant now) {
    for (int from = 0; from < series.size(); from += SERIES_PER_TARGET) {
      var samples = new ArrayList<Sample>();
      for (Series each : series.subList(from, Math.min(series.size(), from + SERIES_PER_TARGET))) {
        samples.add(new Sample(each, random.nextInt(readingsPerError) == 0 ? 0 : 1));
      }
      engine.offer(
          new Observation("probe", "up/" + from, now, new Reading.Complete(samples, List.of())));
    }
  }

  /// Of the second half of the ticks, when the code is warm.
  private static String percentiles(List<Long> nanos) {
    long[] warm =
        nanos.subList(nanos.size() / 2, nanos.size()).stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return "%.0f/%.0f/%.0f"
        .formatted(
            warm[warm.length / 2] / 1e6,
            warm[warm.length * 9 / 10] / 1e6,
            warm[warm.length - 1] / 1e6);
  }
}
