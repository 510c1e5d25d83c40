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
import dev.nines.slo.verdict.Judge;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Measures whole ticks of the engine: from observations of every tenant to a verdict for each. Not
/// a test: run its `main` with a folder, the number of tenants and of ticks, each 15 s after the
/// one before; results stand in `README.md`.
final class EngineBenchmark {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int TENANTS_PER_TARGET = 1000;

  private EngineBenchmark() {}

  /// @param arguments folder, tenants, ticks
  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[1]);
    int ticks = Integer.parseInt(arguments[2]);
    List<Tenant> tenants = tenants(count);
    List<Series> series = series(tenants);
    var random = new Random(1);
    long[] wall = new long[ticks];
    long[] processor = new long[ticks];
    try (Ledger ledger =
        Ledger.open(FileStorage.open(Path.of(arguments[0])), LedgerOptions.DEFAULTS)) {
      Objective objective = EngineRig.availability();
      var engine = new SloEngine(ledger, new Judge(), List.of(objective));
      for (int tick = 0; tick < ticks; tick++) {
        Instant now = START.plus(Duration.ofSeconds(15L * tick + 3));
        offer(engine, series, now, random);
        long begun = System.nanoTime();
        long begunProcessor = processorNanos();
        int verdicts = engine.tick(tenants, now).verdicts().size();
        wall[tick] = System.nanoTime() - begun;
        processor[tick] = processorNanos() - begunProcessor;
        if (verdicts != count) {
          throw new IllegalStateException(verdicts + " verdicts");
        }
      }
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%d promises, %d ticks: wall ms p50/p90/max %s, CPU ms (all threads) %s, heap %d MiB%n",
        count,
        ticks,
        percentiles(wall),
        percentiles(processor),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
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

  /// A good and a bad one for each tenant.
  private static List<Series> series(List<Tenant> tenants) {
    var series = new ArrayList<Series>(2 * tenants.size());
    for (Tenant tenant : tenants) {
      for (String outcome : List.of("good", "bad")) {
        series.add(
            new Series(
                "nines_probe_checks_total",
                Map.of("probe", "health", "tenant", tenant.id().value(), "outcome", outcome),
                SampleKind.DELTA));
      }
    }
    return series;
  }

  private static void offer(SloEngine engine, List<Series> series, Instant now, Random random) {
    for (int from = 0; from < series.size(); from += 2 * TENANTS_PER_TARGET) {
      int to = Math.min(series.size(), from + 2 * TENANTS_PER_TARGET);
      var samples = new ArrayList<Sample>();
      for (int i = from; i < to; i += 2) {
        samples.add(new Sample(series.get(i), random.nextInt(50)));
        samples.add(new Sample(series.get(i + 1), random.nextInt(800) == 0 ? 1 : 0));
      }
      engine.offer(
          new Observation(
              "probe", "health/" + from, now, new Reading.Complete(samples, List.of())));
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  /// Of the second half of the ticks, when the code is warm.
  private static String percentiles(long[] nanos) {
    long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
    Arrays.sort(warm);
    return "%.0f/%.0f/%.0f"
        .formatted(
            warm[warm.length / 2] / 1e6,
            warm[warm.length * 9 / 10] / 1e6,
            warm[warm.length - 1] / 1e6);
  }
}
