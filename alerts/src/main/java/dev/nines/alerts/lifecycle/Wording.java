package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Severity;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.BurnRate;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes alerts: labels for routing, and in plain words who is hit, what its users see, since
/// when, how fast the budget burns and when it is spent.
final class Wording {
  /// Intervals narrower than this share of their upper end are told as one figure.
  private static final double NARROW_RATIO = 0.1;

  private final AlertSettings settings;

  Wording(AlertSettings settings) {
    this.settings = settings;
  }

  /// The alert of a burning promise.
  ///
  /// @param outlier whether it burns much worse than the fleet that burns with it
  Alert burn(Verdict verdict, Escalation escalation, Instant startsAt, boolean outlier) {
    var labels = labels(AlertNames.TENANT_SLO_BURN, escalation.severity(), promiseLabels(verdict));
    labels.put("burn_tier", escalation.named());
    if (outlier) {
      labels.put("outlier", "true");
    }
    var reading = escalation.worst();
    var annotations = promiseLinks(AlertNames.TENANT_SLO_BURN, verdict);
    annotations.putAll(new BurnText(verdict, reading, startsAt).annotations());
    return new Alert(labels, annotations, startsAt, Optional.empty());
  }

  /// The alert of many tenants that burn together.
  Alert fleet(Fleet fleet, Instant startsAt) {
    var labels =
        labels(
            AlertNames.SERVICE_SLO_BURN_FLEET,
            Severity.CRITICAL,
            Map.of("service", fleet.service(), "slo", fleet.slo()));
    var annotations = new TreeMap<>(fleet.annotations());
    annotations.put("since", Words.instant(startsAt));
    annotations.put("runbook_url", settings.runbookUrl(AlertNames.SERVICE_SLO_BURN_FLEET));
    annotations.put("dashboard_url", settings.fleetUrl(fleet.service(), fleet.slo()));
    return new Alert(labels, annotations, startsAt, Optional.empty());
  }

  /// The ticket about a source that contradicts itself.
  Alert frozen(Verdict verdict, Instant startsAt) {
    var objective = verdict.objective();
    var annotations = promiseLinks(AlertNames.SLO_FROZEN, verdict);
    annotations.put(
        "summary",
        "%s: %s is no longer judged, its measurements contradict themselves"
            .formatted(verdict.tenant().name(), objective.displayName()));
    annotations.put(
        "description",
        "The source gave more good than valid events, or a negative count. Nothing fires and"
            + " nothing resolves"
            + " for this objective until its queries (%s) are corrected."
                .formatted(objective.source()));
    return new Alert(
        labels(AlertNames.SLO_FROZEN, Severity.WARNING, promiseLabels(verdict)),
        annotations,
        startsAt,
        Optional.empty());
  }

  /// The alert of a trouble of the gateway's own.
  Alert condition(Condition condition, Instant startsAt) {
    var labels = labels(condition.alertname(), condition.severity(), condition.labels());
    labels.putIfAbsent("service", "nines");
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", condition.summary());
    annotations.put("description", condition.description());
    annotations.put("runbook_url", settings.runbookUrl(condition.alertname()));
    return new Alert(labels, annotations, startsAt, Optional.empty());
  }

  /// The sign that alerting lives.
  Alert watchdog(Instant startsAt, Instant validUntil) {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", AlertNames.WATCHDOG);
    labels.put("severity", "none");
    labels.put("service", "nines");
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", "Nines evaluates and can reach this Alertmanager");
    annotations.put(
        "description",
        "Always firing. Send it to a dead man's switch outside: when it stops, nobody is being told"
            + " anything.");
    annotations.put("runbook_url", settings.runbookUrl(AlertNames.WATCHDOG));
    return new Alert(labels, annotations, startsAt, Optional.of(validUntil));
  }

  private static SortedMap<String, String> labels(
      String alertname, Severity severity, Map<String, String> further) {
    var labels = new TreeMap<>(further);
    labels.put("alertname", alertname);
    labels.put("severity", severity.label());
    return labels;
  }

  private static Map<String, String> promiseLabels(Verdict verdict) {
    return Map.of(
        "tenant", verdict.tenant().id().value(),
        "tier", verdict.tenant().tier(),
        "service", verdict.objective().service(),
        "slo", verdict.objective().slo());
  }

  private SortedMap<String, String> promiseLinks(String alertname, Verdict verdict) {
    var annotations = new TreeMap<String, String>();
    annotations.put("runbook_url", settings.runbookUrl(alertname));
    annotations.put(
        "dashboard_url",
        settings.dashboardUrl(
            verdict.tenant().id().value(),
            verdict.objective().service(),
            verdict.objective().slo()));
    return annotations;
  }

  /// The words of one burn.
  private record BurnText(Verdict verdict, TierReading reading, Instant startsAt) {

    Map<String, String> annotations() {
      var annotations = new TreeMap<String, String>();
      annotations.put("summary", summary());
      annotations.put("description", description());
      annotations.put("since", Words.instant(startsAt));
      annotations.put("burn_rate", figure(reading.longBurn()));
      annotations.put("window", Words.duration(reading.tier().longWindow()));
      annotations.put("budget_left", Words.percent(verdict.budgetRemainingRatio()));
      timeLeft().ifPresent(left -> annotations.put("budget_spent_in", Words.duration(left)));
      verdict
          .tenant()
          .contractValueEuros()
          .ifPresent(value -> annotations.put("contract_value", Words.eurosAYear(value)));
      return annotations;
    }

    private String summary() {
      return "%s (%s): %s is losing its error budget %s times too fast"
          .formatted(
              verdict.tenant().name(),
              verdict.tenant().tier(),
              verdict.objective().displayName(),
              figure(reading.longBurn()));
    }

    private String description() {
      var tier = reading.tier();
      return """
      %s
      Promised to %s: %s of it over %s. In the last %s %s failed, in the last %s %s.
      Alerting since %s; the %s tier fires above %s times the allowed pace in both windows.
      %s
      Contract: %s\
      """
          .formatted(
              whatUsersSee(),
              verdict.tenant().name(),
              Words.exactPercent(verdict.objective().targetFor(verdict.tenant().tier())),
              Words.duration(budgetWindow()),
              Words.duration(tier.shortWindow()),
              share(reading.shortBurn()),
              Words.duration(tier.longWindow()),
              share(reading.longBurn()),
              Words.instant(startsAt),
              tier.name(),
              Words.number(tier.factor()),
              budgetLeft(),
              contract(verdict.tenant()));
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
      var text =
          "Error budget left: %s of %s of total outage.".formatted(Words.percent(left), whole);
      return timeLeft()
          .map(
              time ->
                  text + " Spent in %s if it goes on like this.".formatted(Words.duration(time)))
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
      return verdict.objective().errorBudgetRatio(verdict.tenant().tier());
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
}
