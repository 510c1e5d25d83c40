package dev.nines.dashboards.report;

import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What reports are made of, plugged in by the gateway. Called from several threads; may block.
public interface ReportFeed {

  /// A tenant, empty if there is none of that id.
  Optional<Tenant> tenant(TenantId id);

  /// What was promised to a tenant, in the order of the report.
  List<Objective> objectives(Tenant tenant);

  /// What is on record of an objective, as of an instant.
  ///
  /// @param fromMinute epoch minute, inclusive
  /// @param toMinute epoch minute, exclusive
  History history(
      TenantId tenant, Objective objective, long fromMinute, long toMinute, Instant asOf);

  /// The exclusions that were known as of an instant.
  default Exclusions exclusions(Instant asOf) {
    return Exclusions.NONE;
  }

  /// Durations of a tenant's database queries in a period, merged; empty without.
  ///
  /// @param fromHour hours since the epoch, inclusive
  /// @param toHour exclusive
  LatencyHistogram queryLatency(TenantId tenant, long fromHour, long toHour);
}
