package dev.nines.alerts.lifecycle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What the owner of an installation decides about alerts.
///
/// @param runbookUrl where runbooks are, with the placeholder `{alertname}`
/// @param dashboardUrl where an alert's details are, with the placeholders `{tenant}`, `{service}`
///   and `{slo}`
/// @param fleetUrl where all tenants of a service are, with the placeholders `{service}` and
///   `{slo}`
/// @param keepResolved how long an ended alert is repeated, so that an Alertmanager that was away
///   hears of it
/// @param heartbeat how long a `Watchdog` holds without being renewed
public record AlertSettings(
    String runbookUrl,
    String dashboardUrl,
    String fleetUrl,
    Duration keepResolved,
    Duration heartbeat) {

  /// Resolved alerts repeated for 15 minutes as Prometheus does, heartbeats valid for 4.
  public AlertSettings(String runbookUrl, String dashboardUrl, String fleetUrl) {
    this(runbookUrl, dashboardUrl, fleetUrl, Duration.ofMinutes(15), Duration.ofMinutes(4));
  }

  String runbookUrl(String alertname) {
    return runbookUrl.replace("{alertname}", encode(alertname));
  }

  String dashboardUrl(String tenant, String service, String slo) {
    return dashboardUrl
        .replace("{tenant}", encode(tenant))
        .replace("{service}", encode(service))
        .replace("{slo}", encode(slo));
  }

  String fleetUrl(String service, String slo) {
    return fleetUrl.replace("{service}", encode(service)).replace("{slo}", encode(slo));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
