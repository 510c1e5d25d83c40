package dev.nines.collector.gateway;

import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.dashboards.report.History;
import dev.nines.dashboards.report.IntervalCounts;
import dev.nines.dashboards.report.ReportFeed;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Gives reports what they are made of: promises, and what is on record in the ledger.
record ReportBridge(
    TenantDirectory tenants,
    Supplier<List<Objective>> objectives,
    SloEngine engine,
    Ledger ledger,
    ExclusionDesk desk)
    implements ReportFeed {

  @Override
  public Optional<Tenant> tenant(TenantId id) {
    return tenants.byId(id);
  }

  /// What is promised to tenants; how the house itself does is not theirs to see.
  @Override
  public List<Objective> objectives(Tenant tenant) {
    return objectives.get().stream().filter(Objective::isReported).toList();
  }

  @Override
  public History history(
      TenantId tenant, Objective objective, long fromMinute, long toMinute, Instant asOf) {
    OptionalInt series = engine.series(objective.slo(), tenant);
    if (series.isEmpty()) {
      return new History(List.of(), List.of());
    }
    List<IntervalCounts> intervals =
        ledger.intervals(series.getAsInt(), fromMinute, toMinute, asOf).stream()
            .map(
                each ->
                    new IntervalCounts(
                        each.fromMinute(),
                        each.toMinuteExclusive(),
                        each.good(),
                        each.bad(),
                        each.doubtful()))
            .toList();
    return new History(ledger.read(series.getAsInt(), fromMinute, toMinute, asOf), intervals);
  }

  @Override
  public Exclusions exclusions(Instant asOf) {
    return desk.all().asOf(asOf);
  }

  @Override
  public LatencyHistogram queryLatency(TenantId tenant, long fromHour, long toHour) {
    return ledger.latencies(tenant, LatencyDelta.QUERY, fromHour, toHour).values().stream()
        .reduce(LatencyHistogram.EMPTY, LatencyHistogram::plus);
  }
}
