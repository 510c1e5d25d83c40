package dev.nines.collector.gateway;

import dev.nines.dashboards.report.History;
import dev.nines.dashboards.report.ReportFeed;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The reports of one tenant; for every other one it answers as for a tenant that does not exist.
///
/// @param all the whole
/// @param own the tenant
record TenantReports(ReportFeed all, TenantId own) implements ReportFeed {

  @Override
  public Optional<Tenant> tenant(TenantId id) {
    return id.equals(own) ? all.tenant(id) : Optional.empty();
  }

  @Override
  public List<Objective> objectives(Tenant tenant) {
    return tenant.id().equals(own) ? all.objectives(tenant) : List.of();
  }

  @Override
  public History history(
      TenantId tenant, Objective objective, long fromMinute, long toMinute, Instant asOf) {
    return tenant.equals(own)
        ? all.history(tenant, objective, fromMinute, toMinute, asOf)
        : new History(List.of(), List.of());
  }

  @Override
  public LatencyHistogram queryLatency(TenantId tenant, long fromHour, long toHour) {
    return tenant.equals(own) ? all.queryLatency(tenant, fromHour, toHour) : LatencyHistogram.EMPTY;
  }
}
