package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Measures what latency histograms take on disk: statements of a log-normal distribution around 4
/// ms, one in fifty of them slow, of tenants with much and with little traffic. Not a test: run its
/// `main` with a folder, the number of tenants and of hours; results stand in `README.md`.
final class LatencyBenchmark {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final double BUSIEST_PER_HOUR = 200_000;

  private LatencyBenchmark() {}

  /// @param arguments folder, tenants, hours
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int tenants = Integer.parseInt(arguments[1]);
    int hours = Integer.parseInt(arguments[2]);
    var random = new Random(1);
    long before;
    try (Ledger ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      before = bytes(folder);
      for (int hour = 0; hour < hours; hour++) {
        Instant now = START.plus(Duration.ofMinutes(60L * hour + 30));
        ledger.commit(new Batch(now, List.of(), List.of(), deltas(tenants, random)));
        ledger.advance(now);
      }
      ledger.advance(START.plus(Duration.ofHours(hours + 2L)));
    }
    System.out.printf(
        "%d tenants, %d hours: %.1f bytes per tenant-hour on disk, all files%n",
        tenants, hours, (double) (bytes(folder) - before) / tenants / hours);
  }

  private static List<LatencyDelta> deltas(int tenants, Random random) {
    var deltas = new ArrayList<LatencyDelta>();
    for (int tenant = 0; tenant < tenants; tenant++) {
      // a few with much traffic, many with little
      double mean = BUSIEST_PER_HOUR / (1 + tenant);
      var counts = new TreeMap<Integer, Long>();
      for (int i = (int) Math.max(1, mean); i > 0; i--) {
        double median = random.nextInt(50) == 0 ? 0.25 : 0.004;
        double seconds = median * Math.exp(0.8 * random.nextGaussian());
        counts.merge(LatencyHistogram.bucketOf(seconds), 1L, Long::sum);
      }
      deltas.add(
          new LatencyDelta(
              new TenantId("tenant-" + tenant), LatencyDelta.QUERY, new LatencyHistogram(counts)));
    }
    return deltas;
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
