package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes alerts: labels for routing, and by the templates who is hit, what its users see, since
/// when, how fast the budget burns and when it is spent.
final class Wording {
  private static final List<String> FLEET_ANNOTATIONS =
      List.of("tenants", "contract_value_at_risk", "last_deploy", "trace_id", "trace_url");

  private final AlertSettings settings;
  private final PageFacts.Source facts;

  Wording(AlertSettings settings, PageFacts.Source facts) {
    this.settings = settings;
    this.facts = facts;
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
    var known = facts.about(verdict, reading.shortBurn().low());
    var annotations = promiseLinks(AlertNames.TENANT_SLO_BURN, verdict);
    annotations.put("silence_url", settings.silenceUrl(whatIsSilenced(verdict)));
    var figures = new BurnFigures(verdict, reading, startsAt, known).all();
    BurnFigures.ANNOTATIONS.forEach(name -> annotations.put(name, figures.getOrDefault(name, "")));
    figures.putAll(annotations);
    say(settings.templates().burn(), figures, annotations);
    return new Alert(labels, annotations, startsAt, Optional.empty());
  }

  private static void say(
      PageTemplates.Words words, Map<String, String> figures, Map<String, String> annotations) {
    annotations.put("summary", words.summary().render(figures));
    annotations.put("description", words.description().render(figures));
  }

  /// All severities of this promise and no other's: so a silence holds back no other tenant.
  private static Map<String, String> whatIsSilenced(Verdict verdict) {
    var labels = new TreeMap<>(promiseLabels(verdict));
    labels.remove("tier");
    return labels;
  }

  /// The alert of many tenants that burn together.
  Alert fleet(Fleet fleet, Instant startsAt) {
    var labels =
        labels(
            AlertNames.SERVICE_SLO_BURN_FLEET,
            Severity.CRITICAL,
            Map.of("service", fleet.service(), "slo", fleet.slo()));
    var annotations = new TreeMap<String, String>();
    annotations.put("since", Words.instant(startsAt));
    annotations.put("runbook_url", settings.runbookUrl(AlertNames.SERVICE_SLO_BURN_FLEET));
    annotations.put("dashboard_url", settings.fleetUrl(fleet.service(), fleet.slo()));
    annotations.put("silence_url", settings.silenceUrl(labels));
    var figures = fleet.figures();
    fleet.worst().ifPresent(worst -> figures.putAll(knownOf(worst, startsAt)));
    for (var name : FLEET_ANNOTATIONS) {
      annotations.put(name, figures.getOrDefault(name, ""));
    }
    figures.putAll(annotations);
    say(settings.templates().fleet(), figures, annotations);
    return new Alert(labels, annotations, startsAt, Optional.empty());
  }

  private Map<String, String> knownOf(Verdict worst, Instant startsAt) {
    var known = facts.about(worst, BurnWatch.burnNow(worst));
    var figures = new TreeMap<String, String>();
    known
        .lastDeploy()
        .ifPresent(deploy -> figures.put("last_deploy", BurnFigures.told(deploy, startsAt)));
    known.exemplarTrace().ifPresent(trace -> BurnFigures.tell(trace, figures));
    return figures;
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
}
