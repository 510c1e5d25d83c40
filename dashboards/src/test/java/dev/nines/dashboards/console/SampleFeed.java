package dev.nines.dashboards.console;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A fleet as it could be: most tenants are well, each kind of trouble is there once. Always the
/// same.
public final class SampleFeed implements ConsoleFeed {
  public static final Instant NOW = Instant.parse("2026-11-21T09:41:23Z");
  private static final long NOW_MINUTE = NOW.getEpochSecond() / 60;
  private static final int WINDOW_DAYS = 28;
  private static final int PER_MINUTE = 140;
  private static final int RECENT_MINUTES = 7200;

  enum Profile {
    HEALTHY,
    BURNING,
    BREACHED,
    SLOW,
    GAPS,
    SILENT,
    FROZEN
  }

  public static final List<Objective> OBJECTIVES =
      List.of(
          objective(
              "tenant-availability",
              "Availability",
              "The tenant's application answers its health check.",
              "0.999"),
          objective(
              "tenant-query-latency",
              "Queries under 100 ms",
              "Database queries of the tenant take less than 100 ms.",
              "0.99"),
          objective(
              "api-creation-latency",
              "Record creation under 500 ms",
              "Creating a record through the API takes less than 500 ms.",
              "0.99"));

  private final Fleet fleet;

  public SampleFeed(int tenants) {
    var judge = new Judge();
    List<Tenant> all = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      Tenant tenant = tenant(i);
      all.add(tenant);
      for (Objective objective : OBJECTIVES) {
        Profile profile = profile(tenant.id(), objective.slo());
        if (profile == Profile.SILENT && objective != OBJECTIVES.getFirst()) {
          continue;
        }
        verdicts.add(
            judge.judge(
                objective,
                tenant,
                window -> figures(tenant, profile, objective, window),
                NOW,
                profile == Profile.FROZEN));
      }
    }
    fleet = Fleet.of(NOW, all, verdicts);
  }

  @Override
  public Fleet fleet() {
    return fleet;
  }

  private static Profile profile(TenantId id, String slo) {
    boolean first = slo.equals("tenant-availability");
    boolean latency = slo.equals("tenant-query-latency");
    return switch (id.value()) {
      case "globex" -> latency ? Profile.BURNING : Profile.HEALTHY;
      case "initech" -> first ? Profile.BREACHED : Profile.HEALTHY;
      case "hooli" -> latency ? Profile.SLOW : Profile.HEALTHY;
      case "umbrella" -> Profile.GAPS;
      case "vandelay" -> Profile.SILENT;
      case "stark" -> latency ? Profile.FROZEN : Profile.HEALTHY;
      default -> Profile.HEALTHY;
    };
  }

  private static double errorRatio(
      Tenant tenant, Profile profile, Objective objective, long minutesAgo) {
    double budget = objective.errorBudgetRatio(tenant, NOW);
    double usual = budget * (0.05 + Math.floorMod(tenant.id().hashCode(), 40) / 100.0);
    return switch (profile) {
      case BURNING -> minutesAgo < 26 ? 0.62 : usual;
      case BREACHED -> minutesAgo > 300 && minutesAgo < 341 ? 1 : usual;
      case SLOW -> minutesAgo < 4000 ? budget * 3.6 : usual;
      case HEALTHY, GAPS, SILENT, FROZEN -> usual;
    };
  }

  private static boolean measured(Profile profile, long minutesAgo) {
    return switch (profile) {
      case SILENT -> false;
      case GAPS -> minutesAgo % 1440 > 250 || minutesAgo < 20;
      default -> true;
    };
  }

  private static Figures figures(
      Tenant tenant, Profile profile, Objective objective, Duration window) {
    int minutes = (int) window.toMinutes();
    int recent = Math.min(minutes, RECENT_MINUTES);
    double bad = 0;
    int measured = 0;
    for (int ago = 0; ago < recent && profile != Profile.HEALTHY; ago++) {
      if (measured(profile, ago)) {
        measured++;
        bad += PER_MINUTE * errorRatio(tenant, profile, objective, ago);
      }
    }
    int plain = profile == Profile.HEALTHY ? minutes : measured * (minutes - recent) / recent;
    measured += plain;
    bad += (double) plain * PER_MINUTE * errorRatio(tenant, profile, objective, RECENT_MINUTES);
    long total = (long) measured * PER_MINUTE;
    return new Figures(total - Math.round(bad), Math.round(bad), 0, measured, 0, minutes);
  }

  @Override
  public List<Minute> minutes(TenantId tenant, String slo, long fromMinute, long toMinute) {
    Tenant who = fleet.tenant(tenant).orElseThrow().tenant();
    Objective objective =
        OBJECTIVES.stream().filter(each -> each.slo().equals(slo)).findFirst().orElseThrow();
    Profile profile = profile(tenant, slo);
    var random = new Random(tenant.hashCode());
    List<Minute> minutes = new ArrayList<>();
    for (long minute = fromMinute; minute < toMinute; minute++) {
      long ago = NOW_MINUTE - minute;
      if (!measured(profile, ago)) {
        continue;
      }
      boolean idle = random.nextInt(120) == 0;
      double expected = PER_MINUTE * errorRatio(who, profile, objective, ago);
      long bad = idle ? 0 : (long) (expected + random.nextDouble() * 0.9);
      minutes.add(new Minute(minute, idle ? 0 : PER_MINUTE - bad, bad, 0, true));
    }
    return minutes;
  }

  @Override
  public SortedMap<Long, LatencyHistogram> queryLatencies(
      TenantId tenant, long fromHour, long toHour) {
    var random = new Random(tenant.hashCode());
    boolean burning = tenant.value().equals("globex");
    var hours = new TreeMap<Long, LatencyHistogram>();
    for (long hour = fromHour; hour < toHour; hour++) {
      if (tenant.value().equals("vandelay") || tenant.value().equals("umbrella") && hour % 24 < 4) {
        continue;
      }
      double slowdown = burning && hour == toHour - 1 ? 9 : 1 + 0.4 * Math.sin(hour / 3.0);
      var counts = new TreeMap<Integer, Long>();
      for (int i = 0; i < 4000; i++) {
        double seconds = 0.012 * slowdown * Math.exp(random.nextGaussian() * 0.75);
        counts.merge(LatencyHistogram.bucketOf(seconds), 2L, Long::sum);
      }
      hours.put(hour, new LatencyHistogram(counts));
    }
    return hours;
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
                List.of(
                    new MissedPage(
                        "tenant-availability",
                        "initech",
                        NOW.minusSeconds(90_000),
                        Optional.of(NOW.minusSeconds(88_000)))))));
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
            OBJECTIVES.getLast(), "orders_duration_seconds_bucket", 0.5, List.of(0.1, 0.4, 1.0)));
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

  private static final List<String> NAMES =
      List.of(
          "Acme Industries",
          "Globex Corporation",
          "Initech Labs",
          "Hooli",
          "Umbrella Health",
          "Vandelay Imports",
          "Stark Logistics",
          "Wayne Freight",
          "Wonka Foods",
          "Tyrell Systems",
          "Soylent Group",
          "Pied Piper");

  private static Tenant tenant(int i) {
    String name = i < NAMES.size() ? NAMES.get(i) : "Customer %05d".formatted(i);
    String id =
        i < NAMES.size() ? name.split(" ")[0].toLowerCase(Locale.ROOT) : "c-%05d".formatted(i);
    String tier = i % 5 == 0 && i > 0 ? "trial" : i % 2 == 0 ? "enterprise" : "business";
    return new Tenant(
        new TenantId(id),
        name,
        tier,
        Instant.parse("2025-03-10T08:00:00Z"),
        tier.equals("trial")
            ? Optional.empty()
            : Optional.of(new BigDecimal(12_000 + 6_000 * (i % 17))),
        ZoneId.of("Europe/Berlin"),
        Locale.ENGLISH,
        List.of(),
        Optional.of("saas_" + id),
        Optional.of("u_" + id),
        Map.of());
  }

  private static Objective objective(
      String slo, String displayName, String description, String target) {
    return new Objective(
        slo,
        "shop",
        displayName,
        description,
        new Indicator.Ratio(Indicator.Counted.BAD, "bad", "total", Optional.empty()),
        "tenant",
        new BigDecimal(target),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(WINDOW_DAYS)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "sample.yaml:1");
  }
}
