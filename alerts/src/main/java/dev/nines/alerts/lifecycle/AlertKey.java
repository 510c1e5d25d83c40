package dev.nines.alerts.lifecycle;

import dev.nines.slo.verdict.Verdict;
import java.util.Set;
import java.util.stream.Collectors;

/// What an alert is about, whatever its present severity: at most one alert fires for each.
///
/// @param alertname the kind of alert
/// @param service the service, empty for the gateway's own alerts
/// @param slo the objective, empty for the gateway's own alerts
/// @param tenant the tenant's id, empty if the alert is about none
/// @param subject all other labels, rendered; empty for burns
public record AlertKey(
    String alertname, String service, String slo, String tenant, String subject) {

  /// Labels that are about how bad it is or how the tenant is classed now.
  private static final Set<String> CHANGING =
      Set.of("severity", "tier", "burn_tier", "outlier", "alertname", "service", "slo", "tenant");

  static AlertKey of(Alert alert) {
    return new AlertKey(
        alert.name(),
        alert.label("service"),
        alert.label("slo"),
        alert.label("tenant"),
        alert.labels().entrySet().stream()
            .filter(label -> !CHANGING.contains(label.getKey()))
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",")));
  }

  static AlertKey of(String alertname, Verdict verdict) {
    var objective = verdict.objective();
    return new AlertKey(
        alertname, objective.service(), objective.slo(), verdict.tenant().id().value(), "");
  }

  /// Whether it is about a promise to a tenant, and so ends when the promise is withdrawn.
  boolean isAboutPromise() {
    return !tenant.isEmpty() && !slo.isEmpty();
  }

  /// Whether it is about the gateway itself, and so lasts as long as its condition is reported.
  boolean isCondition() {
    return slo.isEmpty();
  }
}
