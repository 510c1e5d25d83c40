package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Alerts for the tests of delivery.
final class Alerts {
  private Alerts() {}

  static Alert firing(String tenant, Instant startsAt) {
    return alert(tenant, startsAt, Optional.empty());
  }

  static Alert resolved(String tenant, Instant startsAt, Instant endsAt) {
    return alert(tenant, startsAt, Optional.of(endsAt));
  }

  static Alert alert(String tenant, Instant startsAt, Optional<Instant> endsAt) {
    return new Alert(
        new TreeMap<>(
            Map.of(
                "alertname", "TenantSloBurn",
                "severity", "critical",
                "tenant", tenant,
                "tier", "enterprise",
                "service", "shop",
                "slo", "availability",
                "burn_tier", "fast")),
        new TreeMap<>(
            Map.of(
                "summary", "It burns", "dashboard_url", "https://nines.example/tenants/" + tenant)),
        startsAt,
        endsAt);
  }
}
