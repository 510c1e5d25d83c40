package dev.nines.slo.verdict;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Commit;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.ledger.SimulatedDisk;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.window.Measure;
import dev.nines.slo.window.RunningSums;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A fleet of tenants in virtual time, scraped and judged each 15 s through the real ledger, sums
/// and judge. Each tenant's traffic and outage are functions of time, so that a day passes in
/// seconds.
final class PagingSimulation implements AutoCloseable {
  static final Duration SCRAPE = Duration.ofSeconds(15);

  private final Objective objective;
  private final Judge judge = new Judge();
  private final Ledger ledger;
  private final RunningSums sums;
  private final List<TenantTraffic> fleet;
  private final Random random;
  private final Instant start;
  private final int[] series;
  private Instant now;

  /// What one tenant does.
  ///
  /// @param eventsPerSecond on average; below one in 15 s the traffic is sparse
  /// @param errorRatio the share of bad events at an instant
  record TenantTraffic(double eventsPerSecond, ToDoubleFunction<Instant> errorRatio) {}

  PagingSimulation(Objective objective, Instant start, List<TenantTraffic> fleet, Random random)
      throws IOException {
    this.objective = objective;
    this.start = start;
    this.now = start;
    this.fleet = fleet;
    this.random = random;
    this.ledger = Ledger.open(new SimulatedDisk(new Random(0)), LedgerOptions.DEFAULTS);
    this.series = new int[fleet.size()];
    for (int i = 0; i < series.length; i++) {
      series[i] = ledger.seriesId(new SeriesKey("slo", "1", new TenantId("t" + i)));
    }
    ledger.advance(start);
    this.sums = new RunningSums(ledger, judge.measures(List.of(objective)));
  }

  /// Runs up to an instant; tells when each tenant's first page began, by the tenant's index.
  Map<Integer, Instant> run(Instant until) {
    var pages = new TreeMap<Integer, Instant>();
    while (now.isBefore(until)) {
      now = now.plus(SCRAPE);
      scrape();
      for (int tenant = 0; tenant < series.length; tenant++) {
        if (!pages.containsKey(tenant) && isPaged(tenant)) {
          pages.put(tenant, now);
        }
      }
    }
    return pages;
  }

  private void scrape() {
    var entries = new ArrayList<Entry>(series.length);
    long minute = Math.floorDiv(now.getEpochSecond(), 60L);
    for (int tenant = 0; tenant < series.length; tenant++) {
      entries.add(entry(tenant, minute));
    }
    Commit commit = ledger.commit(new Batch(now, entries, List.of(), List.of()));
    sums.add(commit);
    ledger.advance(now);
    sums.advance();
  }

  /// What happened since the last scrape, in steps of 100 ms so that an outage begins in between.
  private Entry entry(int tenant, long minute) {
    TenantTraffic traffic = fleet.get(tenant);
    double events = traffic.eventsPerSecond() * SCRAPE.toSeconds();
    long total = events < 1 ? (random.nextDouble() < events ? 1 : 0) : Math.round(events);
    long bad = 0;
    if (isHealthy(traffic)) {
      return new Entry(series[tenant], minute, 1, total, 0, 0);
    }
    for (long i = 0; i < total; i++) {
      Instant at = now.minus(SCRAPE).plusMillis(SCRAPE.toMillis() * (i + 1) / total);
      bad += random.nextDouble() < traffic.errorRatio().applyAsDouble(at) ? 1 : 0;
    }
    return new Entry(series[tenant], minute, 1, total - bad, bad, 0);
  }

  private boolean isHealthy(TenantTraffic traffic) {
    return traffic.errorRatio().applyAsDouble(now.minus(SCRAPE)) == 0
        && traffic.errorRatio().applyAsDouble(now) == 0;
  }

  private boolean isPaged(int tenant) {
    var fiveMinutes = sums.figures(series[tenant], Measure.events(Duration.ofMinutes(5)), start);
    if (fiveMinutes.bad() == 0) {
      return false;
    }
    Verdict verdict =
        judge.judge(
            objective,
            Fixtures.ACME,
            window -> sums.figures(series[tenant], Measure.events(window), start),
            now,
            false);
    return verdict.tiers().stream()
        .anyMatch(reading -> reading.crosses() && reading.tier().severity() == Severity.CRITICAL);
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
