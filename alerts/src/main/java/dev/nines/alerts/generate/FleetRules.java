package dev.nines.alerts.generate;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.FleetRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is about all promises: many tenants that burn at once, and the sign that alerting lives.
final class FleetRules {
  private FleetRules() {}

  static RuleGroup group(PrometheusOptions options) {
    return new RuleGroup("nines-fleet", "30s", List.of(fleet(options), watchdog(options)));
  }

  /// Reads `ALERTS` and so sees a burn one evaluation late; `group_wait` of the pages is longer.
  private static Rule fleet(PrometheusOptions options) {
    return new Rule.Alerting(
        AlertNames.SERVICE_SLO_BURN_FLEET,
        """
        count by (service, slo) (
          count by (tenant, service, slo) (ALERTS{alertname="%s", alertstate="firing", severity="%s"})
        ) >= %d\
        """
            .formatted(
                AlertNames.TENANT_SLO_BURN, Severity.CRITICAL.label(), FleetRule.DEFAULT.tenants()),
        Optional.empty(),
        new TreeMap<>(Map.of("severity", Severity.CRITICAL.label())),
        new TreeMap<>(
            Map.of(
                "summary",
                "{{ $labels.service }}: {{ $labels.slo }} is losing its error budget for {{ $value"
                    + " }} tenants at once",
                "description",
                "Their own pages are held back while this one fires.",
                "runbook_url",
                options.runbook(AlertNames.SERVICE_SLO_BURN_FLEET),
                "dashboard_url",
                options.consoleUrl() + "/")));
  }

  private static Rule watchdog(PrometheusOptions options) {
    return new Rule.Alerting(
        AlertNames.WATCHDOG,
        "vector(1)",
        Optional.empty(),
        new TreeMap<>(Map.of("severity", "none", "service", "prometheus")),
        new TreeMap<>(
            Map.of(
                "summary",
                "Prometheus evaluates and can reach this Alertmanager",
                "description",
                "Always firing. Send it to a dead man's switch outside: when it stops, nobody is"
                    + " being told anything.",
                "runbook_url",
                options.runbook(AlertNames.WATCHDOG))));
  }
}
