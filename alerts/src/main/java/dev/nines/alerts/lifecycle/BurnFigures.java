package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.BurnRate;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a template may tell of one burn, each figure as people read it.
record BurnFigures(Verdict verdict, TierReading reading, Instant startsAt, PageFacts facts) {
  /// Figures that are annotations of their own, for receivers that show fields.
  static final List<String> ANNOTATIONS =
      List.of(
          "since",
          "burn_rate",
          "window",
          "budget_left",
          "budget_spent_in",
          "contract_value",
          "contract_breach_in",
          "last_deploy",
          "trace_id",
          "trace_url");

  /// Intervals narrower than this share of their upper end are told as one figure.
  private static final double NARROW_RATIO = 0.1;

  /// Every figure that is known; the caller may add to it.
  Map<String, String> all() {
    var figures = new HashMap<String, String>();
    promise(figures);
    burn(figures);
    facts.lastDeploy().ifPresent(deploy -> figures.put("last_deploy", told(deploy, startsAt)));
    facts.exemplarTrace().ifPresent(trace -> tell(trace, figures));
    facts.untilContractBreach().ifPresent(left -> contractBreach(figures, left));
    return figures;
  }

  static void tell(PageFacts.Trace trace, Map<String, String> figures) {
    figures.put("trace_id", trace.id());
    trace.url().ifPresent(url -> figures.put("trace_url", url));
    figures.put("trace", trace.url().orElseGet(() -> "trace " + trace.id()));
  }

  private void promise(Map<String, String> figures) {
    var objective = verdict.objective();
    var tenant = verdict.tenant();
    figures.put("what_users_see", whatUsersSee());
    figures.put("tenant", tenant.id().value());
    figures.put("tenant_name", tenant.name());
    figures.put("tier", tenant.tier());
    figures.put("service", objective.service());
    figures.put("slo", objective.slo());
    figures.put("objective", objective.displayName());
    figures.put("target", Words.exactPercent(verdict.target()));
    figures.put("budget_window", Words.duration(budgetWindow()));
    figures.put("contract", contract(tenant));
    tenant
        .contractValueEuros()
        .ifPresent(value -> figures.put("contract_value", Words.eurosAYear(value)));
  }

  private void burn(Map<String, String> figures) {
    var tier = reading.tier();
    figures.put("burn_rate", figure(reading.longBurn()));
    figures.put("burn_tier", tier.name());
    figures.put("factor", Words.number(tier.factor()));
    figures.put("window", Words.duration(tier.longWindow()));
    figures.put("short_window", Words.duration(tier.shortWindow()));
    figures.put("failed", share(reading.longBurn()));
    figures.put("failed_now", share(reading.shortBurn()));
    figures.put("since", Words.instant(startsAt));
    figures.put("budget", budgetLeft());
    figures.put("budget_left", Words.percent(verdict.budgetRemainingRatio()));
    timeLeft().ifPresent(left -> figures.put("budget_spent_in", Words.duration(left)));
  }

  private static void contractBreach(Map<String, String> figures, Duration left) {
    figures.put("contract_breach_in", Words.duration(left));
    figures.put(
        "contract_breach",
        left.isZero()
            ? "The contract is breached."
            : "The contract is breached in %s if it goes on like this."
                .formatted(Words.duration(left)));
  }

  /// A deployment as seen from the beginning of a burn.
  static String told(PageFacts.Deploy deploy, Instant startsAt) {
    var before = Duration.between(deploy.at(), startsAt);
    return before.isNegative()
        ? "%s at %s, after it began to burn".formatted(deploy.version(), Words.instant(deploy.at()))
        : "%s at %s, %s before it burned"
            .formatted(deploy.version(), Words.instant(deploy.at()), Words.duration(before));
  }

  private String whatUsersSee() {
    var promise = verdict.objective().description();
    return promise.isBlank()
        ? "Users of %s are hit: %s does not hold."
            .formatted(verdict.objective().service(), verdict.objective().displayName())
        : "Users of %s are hit. What should hold: %s"
            .formatted(verdict.objective().service(), promise.strip());
  }

  private String budgetLeft() {
    double left = verdict.budgetRemainingRatio();
    var whole = Words.duration(ErrorBudget.ofTotalOutage(budgetWindow(), errorBudgetRatio()));
    if (left <= 0) {
      return "The error budget (%s of total outage) is spent, by %s."
          .formatted(whole, Words.percent(1 - left));
    }
    var text = "Error budget left: %s of %s of total outage.".formatted(Words.percent(left), whole);
    return timeLeft()
        .map(time -> text + " Spent in %s if it goes on like this.".formatted(Words.duration(time)))
        .orElse(text);
  }

  private static String contract(Tenant tenant) {
    return tenant
        .contractValueEuros()
        .map(value -> "%s, %s.".formatted(tenant.tier(), Words.eurosAYear(value)))
        .orElse("%s, value unknown.".formatted(tenant.tier()));
  }

  private Optional<Duration> timeLeft() {
    return ErrorBudget.timeToExhaustion(
        verdict.budgetRemainingRatio(), reading.shortBurn().low(), budgetWindow());
  }

  private Duration budgetWindow() {
    return ErrorBudget.nominalLength(verdict.objective().window());
  }

  private double errorBudgetRatio() {
    return verdict.errorBudgetRatio();
  }

  private String share(BurnRate burn) {
    double low = burn.low() * errorBudgetRatio();
    double high = burn.high() * errorBudgetRatio();
    return isNarrow(burn)
        ? Words.percent(low)
        : "%s to %s (not all was measured)".formatted(Words.percent(low), Words.percent(high));
  }

  private static String figure(BurnRate burn) {
    return isNarrow(burn)
        ? Words.number(burn.low())
        : "%s to %s".formatted(Words.number(burn.low()), Words.number(burn.high()));
  }

  private static boolean isNarrow(BurnRate burn) {
    return burn.high() - burn.low() <= NARROW_RATIO * burn.high();
  }
}
