package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.spec.SloSpec.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what the alert policies of an SLO ask for, once everything is read.
///
/// An SLO with conditions of its own alerts on these; the workbook's tiers hold for SLOs without,
/// and for those that ask for both.
final class AlertResolver {
  private final SpecObjects objects;

  AlertResolver(SpecObjects objects) {
    this.objects = objects;
  }

  /// The policy of one objective of an SLO.
  AlertPolicy policy(SloSpec slo, Target target) {
    AlertPolicy own = slo.extensions().alerting();
    var conditions = new ArrayList<>(own.conditions());
    boolean spoken = !own.workbookTiers();
    for (Use<PolicySpec> use : slo.policies()) {
      Optional<PolicySpec> policy = objects.policy(use);
      spoken |= policy.isPresent();
      policy.ifPresent(p -> conditions.addAll(conditions(p, slo, target)));
    }
    boolean workbook = !spoken || slo.extensions().workbookToo();
    return new AlertPolicy(
        own.enabled(),
        workbook,
        own.disabledTiers(),
        conditions,
        own.after(),
        own.minimumEvents(),
        own.minimumBadEvents(),
        own.confidence());
  }

  private List<BurnCondition> conditions(PolicySpec policy, SloSpec slo, Target target) {
    var conditions = new ArrayList<BurnCondition>();
    for (Use<ConditionSpec> use : policy.conditions()) {
      Optional<ConditionSpec> condition = objects.condition(use);
      if (condition.isPresent() && canFire(condition.get(), policy, slo, target)) {
        conditions.add(condition(policy, condition.get()));
      }
    }
    return conditions;
  }

  private static BurnCondition condition(PolicySpec policy, ConditionSpec condition) {
    return new BurnCondition(
        condition.name(),
        policy.name(),
        condition.lookback(),
        BurnCondition.shortOf(condition.lookback()),
        condition.threshold().doubleValue(),
        condition.alertAfter(),
        condition.severity(),
        policy.whenResolved(),
        policy.whenNoData(),
        policy.targets().stream().map(AlertResolver::name).toList());
  }

  private static String name(Use<String> target) {
    return switch (target) {
      case Use.Inline<String>(String name) -> name;
      case Use.ByName<String>(Reference reference) -> reference.name();
    };
  }

  /// Whether a condition can ever be met; warns if not.
  private static boolean canFire(
      ConditionSpec condition, PolicySpec policy, SloSpec slo, Target target) {
    String of = "for SLO '%s' ".formatted(slo.metadata().name());
    if (!policy.whenBreaching()) {
      condition
          .at()
          .warning(
              of
                  + "nobody is told: policy '%s' does not alert when breaching"
                      .formatted(policy.name()),
              "Write alertWhenBreaching: true");
      return false;
    }
    if (condition.threshold().signum() <= 0) {
      condition
          .at()
          .warning(
              of + "would alert always: its threshold is " + condition.threshold(),
              "Write a burn rate like 14.4");
      return false;
    }
    Optional<Duration> window = slo.window().map(BudgetWindow::nominalLength);
    if (window.isPresent() && condition.lookback().compareTo(window.get()) > 0) {
      condition
          .at()
          .warning(of + "looks back further than the SLO's window", "Use a shorter lookbackWindow");
      return false;
    }
    BigDecimal budget = BigDecimal.ONE.subtract(target.ratio());
    if (condition.threshold().multiply(budget).compareTo(BigDecimal.ONE) >= 0) {
      condition
          .at()
          .warning(
              of
                  + "can never alert: at this target even a total outage burns no faster than %s"
                      .formatted(fastest(budget)),
              "Lower the threshold");
      return false;
    }
    return true;
  }

  private static String fastest(BigDecimal budget) {
    return BigDecimal.ONE
        .divide(budget, MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }
}
