package dev.nines.alerts.sink;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Alerts to tell sinks of.
final class Pages {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Pages() {}

  static Alert burn(String tenant) {
    return alert(
        Map.of(
            "alertname", "TenantSloBurn",
            "severity", "critical",
            "tenant", tenant,
            "service", "shop",
            "slo", "availability"));
  }

  static Alert fleet() {
    return alert(
        Map.of(
            "alertname", "ServiceSloBurnFleet",
            "severity", "critical",
            "service", "shop",
            "slo", "availability"));
  }

  static Alert alert(Map<String, String> labels) {
    var annotations =
        Map.of(
            "summary", "Acme <Corp>: shop is losing its error budget — fast",
            "description", "Users of shop are hit.\nA second line.",
            "runbook_url", "https://nines.example/runbooks/TenantSloBurn",
            "dashboard_url", "https://nines.example/tenants/acme");
    return new Alert(new TreeMap<>(labels), new TreeMap<>(annotations), NOON, Optional.empty());
  }

  static Alert over(Alert alert, Instant end) {
    return new Alert(alert.labels(), alert.annotations(), alert.startsAt(), Optional.of(end));
  }

  static Notice notice(Notice.Kind kind) {
    return new Notice(
        "id-1", "alert-1", kind, burn("acme"), "https://nines.example/alerts/acknowledge/alert-1");
  }
}
