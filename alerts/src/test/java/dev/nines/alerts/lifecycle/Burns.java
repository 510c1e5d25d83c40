package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Verdicts of burns, made by the real judge of invented figures.
public final class Burns {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final int EVENTS_PER_MINUTE = 1_000;
  private static final Judge JUDGE = new Judge();

  private Burns() {}

  public static Tenant tenant(String id, String tier) {
    return new Tenant(
        new TenantId(id),
        id.equals("acme") ? "Acme Corp" : id,
        tier,
        Instant.parse("2025-01-01T00:00:00Z"),
        Optional.of(new BigDecimal("120000")),
        ZoneOffset.UTC,
        Locale.ENGLISH,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  public static Objective objective(String slo) {
    return new Objective(
        slo,
        "shop",
        "Availability",
        "The shop opens and answers.",
        new Indicator.Ratio(Indicator.Counted.BAD, "bad", "total", Optional.empty()),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "availability.yaml:1");
  }

  /// The last `outage` bad throughout, and `recovered` after it good, after a healthy month.
  public static Verdict outage(String tenant, Duration outage, Duration recovered) {
    return judge(
        tenant,
        window -> {
          long minutes = window.toMinutes();
          double badMinutes =
              Math.clamp(minutes - recovered.toSeconds() / 60.0, 0, outage.toSeconds() / 60.0);
          long bad = Math.round(badMinutes * EVENTS_PER_MINUTE);
          return new Figures(
              minutes * EVENTS_PER_MINUTE - bad, bad, 0, (int) minutes, 0, (int) minutes);
        });
  }

  public static Verdict outage(String tenant, Duration outage) {
    return outage(tenant, outage, Duration.ZERO);
  }

  public static Verdict healthy(String tenant) {
    return outage(tenant, Duration.ZERO);
  }

  /// Nothing measured at all.
  public static Verdict blind(String tenant) {
    return judge(tenant, window -> new Figures(0, 0, 0, 0, 0, (int) window.toMinutes()));
  }

  public static Verdict frozen(String tenant) {
    var figures = new Figures(10, 0, 0, 60, 0, 60);
    return JUDGE.judge(
        objective("availability"), tenant(tenant, "enterprise"), _ -> figures, NOON, true);
  }

  public static Verdict judge(String tenant, Function<Duration, Figures> figures) {
    return judge(tenant(tenant, "enterprise"), figures);
  }

  public static Verdict judge(Tenant tenant, Function<Duration, Figures> figures) {
    return JUDGE.judge(objective("availability"), tenant, figures, NOON, false);
  }
}
