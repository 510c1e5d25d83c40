package dev.nines.slo.window;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.ScratchFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// What the ledger takes on disk, of counts and of latency histograms, and the time to be ready
/// after a restart (`slo-rules/bench/disk`; results stand in `README.md`).
final class LedgerOnDisk {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int TENANTS = 1000;
  private static final int HOURS = 24;
  private static final double BUSIEST_PER_HOUR = 200_000;

  private LedgerOnDisk() {}

  /// @param arguments series (10,000 if left out) and minutes (30 days)
  public static void main(String[] arguments) throws IOException {
    int series = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30 * 24 * 60;
    try (ScratchFolder folder = ScratchFolder.create()) {
      counts(folder, series, minutes);
      restart(folder);
    }
    try (ScratchFolder folder = ScratchFolder.create()) {
      histograms(folder);
    }
  }

  private static Ledger open(ScratchFolder folder) throws IOException {
    return Ledger.open(FileStorage.open(folder.path()), LedgerOptions.DEFAULTS);
  }

  private static void counts(ScratchFolder folder, int series, int minutes) throws IOException {
    var random = new Random(1);
    try (Ledger ledger = open(folder)) {
      for (int i = 0; i < series; i++) {
        ledger.seriesId(new SeriesKey("availability", "1", new TenantId("t" + i)));
      }
      for (int minute = 0; minute < minutes; minute++) {
        Instant now = START.plus(Duration.ofMinutes(minute)).plusSeconds(10);
        ledger.commit(Traffic.minute(series, now, random));
        ledger.advance(now);
      }
    }
    double seriesMinutes = (double) series * minutes;
    System.out.printf(
        "%,d series, %,d minutes: %.2f bytes per series-minute, all files (%.2f of them sealed"
            + " minutes)%n",
        series, minutes, folder.bytes("") / seriesMinutes, folder.bytes("minutes") / seriesMinutes);
  }

  private static void restart(ScratchFolder folder) throws IOException {
    long begun = System.nanoTime();
    try (Ledger ledger = open(folder)) {
      long opened = System.nanoTime();
      var sums = new RunningSums(ledger, Traffic.MEASURES);
      sums.advance();
      System.out.printf(
          "restart: %.2f s until the ledger is open, %.2f s until all windows are added up%n",
          (opened - begun) / 1e9, (System.nanoTime() - begun) / 1e9);
    }
  }

  /// Statements of a log-normal distribution around 4 ms, one in fifty of them slow.
  private static void histograms(ScratchFolder folder) throws IOException {
    var random = new Random(1);
    long before;
    try (Ledger ledger = open(folder)) {
      before = folder.bytes("");
      for (int hour = 0; hour < HOURS; hour++) {
        Instant now = START.plus(Duration.ofMinutes(60L * hour + 30));
        ledger.commit(new Batch(now, List.of(), List.of(), deltas(random)));
        ledger.advance(now);
      }
      ledger.advance(START.plus(Duration.ofHours(HOURS + 2)));
    }
    System.out.printf(
        "%,d tenants, %d hours: %.0f bytes of histograms per tenant-hour, all files%n",
        TENANTS, HOURS, (double) (folder.bytes("") - before) / TENANTS / HOURS);
  }

  private static List<LatencyDelta> deltas(Random random) {
    var deltas = new ArrayList<LatencyDelta>();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
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
}
