package dev.nines.slo.verdict;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An objective, a tenant and figures that tests vary.
final class Fixtures {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final Duration THIRTY_DAYS = Duration.ofDays(30);

  static final Tenant ACME = tenantOf("enterprise");

  private Fixtures() {}

  static Tenant tenantOf(String tier) {
    return new Tenant(
        new TenantId("acme"),
        "Acme Corp",
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

  static Objective objective(String target) {
    return objective(target, MissingPolicy.LEFT_OUT, AlertPolicy.DEFAULT);
  }

  static Objective objective(String target, MissingPolicy missing, AlertPolicy alerting) {
    return new Objective(
        "tenant-availability",
        "shop",
        "Availability",
        "The shop answers",
        new Indicator.Ratio(Indicator.Counted.BAD, "bad", "total", Optional.empty()),
        "tenant",
        new BigDecimal(target),
        Map.of("trial", new BigDecimal("0.9")),
        new BudgetWindow.Rolling(THIRTY_DAYS),
        new BudgetingMethod.Occurrences(),
        missing,
        alerting,
        Map.of(),
        "availability.yaml:1");
  }

  /// Counts of a window that was measured throughout.
  static Figures measured(long good, long bad, int minutes) {
    return new Figures(good, bad, 0, minutes, 0, minutes);
  }
}
