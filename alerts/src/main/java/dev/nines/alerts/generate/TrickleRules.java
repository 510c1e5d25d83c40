package dev.nines.alerts.generate;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.sli.PromqlNames;
import dev.nines.slo.verdict.ErrorBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rules on a budget that is spent drop by drop, as the embedded engine's `trickle` tier: for
/// the record above a half, a ticket above nine tenths. What is spent is measured against the whole
/// window's budget, so that a bad hour in a tenant's first day is a small part of it.
final class TrickleRules {
  private static final String TIER = "trickle";
  private static final double RECORD_ABOVE = 0.5;
  private static final double TICKET_ABOVE = 0.9;
  private static final Duration STEP = Duration.ofHours(1);

  private final SloSeries series;
  private final Objective objective;
  private final PrometheusOptions options;
  private final Duration window;

  TrickleRules(SloSeries series, PrometheusOptions options) {
    this.series = series;
    this.objective = series.objective();
    this.options = options;
    this.window = ErrorBudget.nominalLength(objective.window());
  }

  /// None if the promise does not want them.
  List<Rule> rules() {
    var policy = objective.alerting();
    if (!policy.enabled() || policy.disabledTiers().contains(TIER)) {
      return List.of();
    }
    var spent = series.of(spent());
    var enough =
        "and %s >= %d".formatted(series.of(RecordedNames.bad(window)), policy.minimumBadEvents());
    var ticket = SloRules.decimal(TICKET_ABOVE);
    return List.of(
        new Rule.Recording(spent(), spentRatio(), series.labels()),
        alert("%s > %s\n%s".formatted(spent, ticket, enough), Severity.WARNING),
        alert(
            "%s > %s <= %s\n%s".formatted(spent, SloRules.decimal(RECORD_ABOVE), ticket, enough),
            Severity.INFO));
  }

  private String spent() {
    return "nines:slo_error_budget_spent:ratio" + RangeText.of(window);
  }

  /// What burned so far, for as much of the window as there are counts of.
  private String spentRatio() {
    return """
    %s
    * on (%s) group_left ()
    count_over_time(%s[%ds:%s]) / %d\
    """
        .formatted(
            series.of(SloSeries.burnRate(window)),
            PromqlNames.labels(series.identity()),
            series.of(RecordedNames.total(STEP)),
            window.toSeconds() - 1,
            RangeText.of(STEP),
            window.dividedBy(STEP));
  }

  private Rule alert(String expr, Severity severity) {
    var labels = new TreeMap<>(series.alertLabels());
    labels.put("severity", severity.label());
    labels.put("burn_tier", TIER);
    Optional.ofNullable(objective.labels().get("team")).ifPresent(team -> labels.put("team", team));
    var who = PromiseText.who(series.groups(), objective);
    return new Rule.Alerting(
        AlertNames.TENANT_SLO_BURN,
        expr,
        Optional.empty(),
        labels,
        new TreeMap<>(
            Map.of(
                "summary",
                "%s: %s has spent {{ $value | humanizePercentage }} of its error budget"
                    .formatted(who, PromiseText.name(objective)),
                "description",
                "%s Promised: %s %% over %s. Most of what may fail has failed."
                    .formatted(
                        PromiseText.description(objective),
                        objective.target().movePointRight(2).stripTrailingZeros().toPlainString(),
                        RangeText.of(window)),
                "runbook_url",
                options.runbook(AlertNames.TENANT_SLO_BURN),
                "dashboard_url",
                options.dashboard(series))));
  }
}
