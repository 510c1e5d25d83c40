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

/// Tenants as they could be: most are well, each kind of trouble is there once. Always the same.
public final class SampleFleet {
  private static final long NOW_MINUTE = SampleFeed.NOW.getEpochSecond() / 60;
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

  SampleFleet(int tenants) {
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
                SampleFeed.NOW,
                profile == Profile.FROZEN));
      }
    }
    fleet = Fleet.of(SampleFeed.NOW, all, verdicts);
  }

  /// The latest evaluation.
  Fleet fleet() {
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
    double budget = objective.errorBudgetRatio(tenant, SampleFeed.NOW);
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

  /// As of the feed.
  List<Minute> minutes(TenantId tenant, String slo, long fromMinute, long toMinute) {
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

  /// As of the feed.
  SortedMap<Long, LatencyHistogram> queryLatencies(TenantId tenant, long fromHour, long toHour) {
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
