package dev.nines.dashboards.report;

import dev.nines.dashboards.console.SampleFeed;
import dev.nines.dashboards.console.SampleFleet;
import dev.nines.dashboards.console.TenantStatus;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Histories as they could be: one tenant had an outage, one was not measured for hours. Always the
/// same.
final class SampleReports implements ReportFeed {
  private static final long OUTAGE = Instant.parse("2026-11-11T09:12:00Z").getEpochSecond() / 60;
  private static final long GAP = Instant.parse("2026-11-13T01:05:00Z").getEpochSecond() / 60;

  private final SampleFeed feed;

  SampleReports(SampleFeed feed) {
    this.feed = feed;
  }

  @Override
  public Optional<Tenant> tenant(TenantId id) {
    return feed.fleet().tenant(id).map(TenantStatus::tenant);
  }

  @Override
  public List<Objective> objectives(Tenant tenant) {
    return SampleFleet.OBJECTIVES;
  }

  @Override
  public History history(
      TenantId tenant, Objective objective, long fromMinute, long toMinute, Instant asOf) {
    boolean availability = objective.slo().equals("tenant-availability");
    double budget = 1 - objective.target().doubleValue();
    List<Minute> minutes = new ArrayList<>();
    for (long minute = fromMinute; minute < toMinute; minute++) {
      var random = new Random(minute * 31 + tenant.hashCode() + objective.slo().hashCode());
      boolean out = tenant.value().equals("initech") && minute >= OUTAGE && minute < OUTAGE + 41;
      boolean gap =
          tenant.value().equals("umbrella") && minute >= GAP && minute < GAP + 230
              || random.nextInt(4000) == 0;
      if (gap || minute * 60 > asOf.getEpochSecond() - 120) {
        continue;
      }
      boolean idle = !availability && random.nextInt(90) == 0;
      long valid = idle ? 0 : availability ? 4 : 100 + random.nextInt(80);
      long bad =
          out
              ? valid
              : random.nextDouble() < budget * (availability ? 1.5 : 20) ? Math.min(valid, 1) : 0;
      minutes.add(new Minute(minute, valid - bad, bad, 0, true));
    }
    return new History(minutes, List.of());
  }

  @Override
  public LatencyHistogram queryLatency(TenantId tenant, long fromHour, long toHour) {
    return feed.queryLatencies(tenant, fromHour, toHour).values().stream()
        .reduce(LatencyHistogram.EMPTY, LatencyHistogram::plus);
  }
}
