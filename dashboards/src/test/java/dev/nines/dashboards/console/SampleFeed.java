package dev.nines.dashboards.console;

import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A fleet as it could be, with what happened to it lately. Always the same.
public final class SampleFeed implements ConsoleFeed {
  public static final Instant NOW = Instant.parse("2026-11-21T09:41:23Z");

  private final SampleFleet world;

  public SampleFeed(int tenants) {
    world = new SampleFleet(tenants);
  }

  @Override
  public Fleet fleet() {
    return world.fleet();
  }

  @Override
  public List<Minute> minutes(TenantId tenant, String slo, long fromMinute, long toMinute) {
    return world.minutes(tenant, slo, fromMinute, toMinute);
  }

  @Override
  public SortedMap<Long, LatencyHistogram> queryLatencies(
      TenantId tenant, long fromHour, long toHour) {
    return world.queryLatencies(tenant, fromHour, toHour);
  }

  @Override
  public List<AlertLine> alerts() {
    return List.of(
        alert(
            "globex",
            "enterprise",
            "tenant-query-latency",
            "fast",
            "critical",
            24,
            0,
            "Globex Corporation loses its error budget for Queries under 100 ms 61 times too fast",
            "62 % of the queries of the last 5 minutes took 100 ms or longer. At this rate the"
                + " 28-day budget is gone in 11 h."),
        alert(
            "hooli",
            "business",
            "tenant-query-latency",
            "slow",
            "warning",
            1260,
            0,
            "Hooli spends its error budget for Queries under 100 ms 3.6 times too fast",
            "3.6 % of the queries of the last day took 100 ms or longer."),
        alert(
            "initech",
            "business",
            "tenant-availability",
            "fast",
            "critical",
            340,
            297,
            "Initech Labs loses its error budget for Availability 1000 times too fast",
            "No health check succeeded over the last 5 minutes."));
  }

  @Override
  public Optional<PageTallies> pageTallies() {
    return Optional.of(
        new PageTallies(
            List.of(
                new PageTally("last 7 days", "", 9, 7, 1),
                new PageTally("8 to 14 days ago", "", 14, 8, 5),
                new PageTally("15 to 21 days ago", "", 11, 10, 0),
                new PageTally("22 to 28 days ago", "", 3, 3, 0)),
            List.of(
                new PageTally("TenantSloBurn: tenant-query-latency", "globex", 19, 15, 5),
                new PageTally("TenantSloBurn: tenant-availability", "initech", 12, 9, 1),
                new PageTally("ServiceSloBurnFleet: tenant-availability", "", 6, 4, 0)),
            Optional.of(
                new MissedPages(
                    NOW.minus(Duration.ofDays(7)),
                    NOW.minus(Duration.ofMinutes(10)),
                    7,
                    0,
                    List.of(
                        new MissedPages.Page(
                            "tenant-availability",
                            "initech",
                            NOW.minusSeconds(90_000),
                            Optional.of(NOW.minusSeconds(88_000))))))));
  }

  private static AlertLine alert(
      String tenant,
      String tier,
      String slo,
      String burnTier,
      String severity,
      int since,
      int until,
      String summary,
      String description) {
    return new AlertLine(
        new TreeMap<>(
            Map.of(
                "alertname",
                "TenantSloBurn",
                "severity",
                severity,
                "tenant",
                tenant,
                "tier",
                tier,
                "service",
                "shop",
                "slo",
                slo,
                "burn_tier",
                burnTier)),
        new TreeMap<>(
            Map.of(
                "summary",
                summary,
                "description",
                description,
                "runbook_url",
                "https://example.test/runbooks/TenantSloBurn",
                "dashboard_url",
                "https://example.test/d/nines-tenant")),
        NOW.minus(Duration.ofMinutes(since)),
        until == 0 ? Optional.empty() : Optional.of(NOW.minus(Duration.ofMinutes(until))));
  }

  @Override
  public List<SourceLine> sources() {
    List<SourceLine> sources = new ArrayList<>();
    for (String server : List.of("db-1.internal:3306", "db-2.internal:3306")) {
      sources.add(source("mariadb", server, SourceLine.Health.OK, "", 15, 9));
    }
    sources.add(source("scrape", "shop-api-1:8080/metrics", SourceLine.Health.OK, "", 15, 10));
    sources.add(
        source(
            "scrape",
            "shop-api-2:8080/metrics",
            SourceLine.Health.UNREACHABLE,
            "Connection refused. Minutes of its series count as not measured until it answers.",
            15,
            760));
    sources.add(
        source(
            "probe",
            "https://umbrella.example.test/health",
            SourceLine.Health.PARTIAL,
            "The body is not JSON: unexpected end of input at character 412.",
            15,
            45));
    sources.add(
        source("probe", "https://globex.example.test/health", SourceLine.Health.OK, "", 15, 6));
    return sources;
  }

  @Override
  public List<NewsLine> news() {
    return List.of(
        news(NewsLine.Kind.DEPLOY, 31, "", "shop", "2026.47.3", ""),
        news(
            NewsLine.Kind.NEW_ISSUE,
            24,
            "globex",
            "shop-api",
            "PrismaClientKnownRequestError: Timed out fetching a connection",
            "orders.create, in 2026.47.3"),
        news(NewsLine.Kind.SPIKE, 22, "", "shop-api", "Critical: too many errors", "1,000 events"));
  }

  @Override
  public List<InexactThreshold> inexactThresholds() {
    return List.of(
        new InexactThreshold(
            SampleFleet.OBJECTIVES.getLast(),
            "orders_duration_seconds_bucket",
            0.5,
            List.of(0.1, 0.4, 1.0)));
  }

  private static NewsLine news(
      NewsLine.Kind kind, int ago, String tenant, String where, String what, String detail) {
    return new NewsLine(
        kind,
        NOW.minus(Duration.ofMinutes(ago)),
        tenant.isEmpty() ? Optional.empty() : Optional.of(new TenantId(tenant)),
        where,
        what,
        detail,
        kind == NewsLine.Kind.DEPLOY ? "" : "https://example.test/issues/1");
  }

  private static SourceLine source(
      String kind, String target, SourceLine.Health health, String reason, int every, int ago) {
    return new SourceLine(
        kind,
        target,
        health,
        reason,
        Duration.ofSeconds(every),
        Optional.of(NOW.minusSeconds(9)),
        Optional.of(NOW.minusSeconds(ago)),
        48_211,
        health == SourceLine.Health.OK ? 3 : 57,
        Duration.ofMillis(23));
  }
}
