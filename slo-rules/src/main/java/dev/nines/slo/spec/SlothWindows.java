package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Severity;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sloth's AlertWindows: for SLOs of one period, what share of the budget must burn in which
/// windows. The quick page becomes the tier `fast`, the slow one `medium`, the tickets `slow` and
/// `long`.
final class SlothWindows {
  private static final Duration DEFAULT_PERIOD = Duration.ofDays(30);
  private static final String POLICY = "AlertWindows";

  private final Map<Duration, List<BurnCondition>> byPeriod = new HashMap<>();

  /// Reads the `spec` of a resource.
  void read(Fields spec) {
    Optional<Field> periodField = spec.required("sloPeriod");
    Optional<Duration> period = periodField.flatMap(Translation::duration);
    var conditions = new ArrayList<Optional<BurnCondition>>();
    conditions.addAll(pair(spec, "page", period, Severity.CRITICAL, "fast", "medium"));
    conditions.addAll(pair(spec, "ticket", period, Severity.WARNING, "slow", "long"));
    spec.finish();
    if (period.isPresent() && conditions.stream().allMatch(Optional::isPresent)) {
      List<BurnCondition> all = conditions.stream().flatMap(Optional::stream).toList();
      if (byPeriod.put(period.get(), all) != null) {
        periodField.get().error("has two AlertWindows", "Keep one for each period");
      }
    }
  }

  private static List<Optional<BurnCondition>> pair(
      Fields spec,
      String name,
      Optional<Duration> period,
      Severity severity,
      String quickTier,
      String slowTier) {
    return spec.required(name)
        .flatMap(Field::fields)
        .map(
            pair -> {
              var both =
                  List.of(
                      condition(pair, "quick", period, severity, quickTier),
                      condition(pair, "slow", period, severity, slowTier));
              pair.finish();
              return both;
            })
        .orElse(List.of(Optional.empty()));
  }

  private static Optional<BurnCondition> condition(
      Fields pair, String name, Optional<Duration> period, Severity severity, String tier) {
    return pair.required(name)
        .flatMap(Field::fields)
        .flatMap(window -> condition(window, period, severity, tier));
  }

  private static Optional<BurnCondition> condition(
      Fields window, Optional<Duration> period, Severity severity, String tier) {
    Optional<BigDecimal> share =
        window
            .required("errorBudgetPercent")
            .flatMap(Translation::percent)
            .map(Translation.Percent::ratio);
    Optional<Duration> shortWindow = window.required("shortWindow").flatMap(Translation::duration);
    Optional<Field> longField = window.required("longWindow");
    Optional<Duration> longWindow = longField.flatMap(Translation::duration);
    window.finish();
    if (share.isEmpty() || shortWindow.isEmpty() || longWindow.isEmpty() || period.isEmpty()) {
      return Optional.empty();
    }
    if (shortWindow.get().compareTo(longWindow.get()) >= 0
        || longWindow.get().compareTo(period.get()) > 0) {
      longField
          .get()
          .error(
              "must be longer than shortWindow and no longer than sloPeriod",
              "Write a window in between");
      return Optional.empty();
    }
    double factor =
        share
            .get()
            .multiply(BigDecimal.valueOf(period.get().toSeconds()))
            .divide(BigDecimal.valueOf(longWindow.get().toSeconds()), MathContext.DECIMAL64)
            .doubleValue();
    return Optional.of(
        new BurnCondition(
            tier,
            POLICY,
            longWindow.get(),
            shortWindow.get(),
            factor,
            Duration.ZERO,
            severity,
            true,
            false,
            List.of()));
  }

  /// The period of Sloth's SLOs: that of the windows if these are of one period, else the default.
  Duration period() {
    return byPeriod.size() == 1 ? byPeriod.keySet().iterator().next() : DEFAULT_PERIOD;
  }

  /// A policy with the windows of the SLOs' period in the place of the workbook's, if there are
  /// any.
  AlertPolicy applied(AlertPolicy policy) {
    List<BurnCondition> conditions = byPeriod.getOrDefault(period(), List.of());
    return conditions.isEmpty()
        ? policy
        : new AlertPolicy(
            policy.enabled(),
            false,
            policy.disabledTiers(),
            conditions,
            policy.after(),
            policy.minimumEvents(),
            policy.minimumBadEvents(),
            policy.confidence());
  }
}
