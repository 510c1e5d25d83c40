package dev.nines.alerts.lifecycle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the owner of an installation decides about alerts.
///
/// @param runbookUrl where runbooks are, with the placeholder `{alertname}`
/// @param dashboardUrl where an alert's details are, with the placeholders `{tenant}`, `{service}`
///   and `{slo}`
/// @param fleetUrl where all tenants of a service are, with the placeholders `{service}` and
///   `{slo}`
/// @param alertmanagerUrl where silences are made; absent if there is no Alertmanager
/// @param templates what pages say
/// @param keepResolved how long an ended alert is repeated, so that an Alertmanager that was away
///   hears of it
/// @param heartbeat how long a `Watchdog` holds without being renewed
public record AlertSettings(
    String runbookUrl,
    String dashboardUrl,
    String fleetUrl,
    Optional<String> alertmanagerUrl,
    PageTemplates templates,
    Duration keepResolved,
    Duration heartbeat) {

  /// The shipped words; resolved alerts repeated for 15 minutes as Prometheus does, heartbeats
  /// valid for 4.
  public AlertSettings(String runbookUrl, String dashboardUrl, String fleetUrl) {
    this(
        runbookUrl,
        dashboardUrl,
        fleetUrl,
        Optional.empty(),
        PageTemplates.shipped(),
        Duration.ofMinutes(15),
        Duration.ofMinutes(4));
  }

  /// The same with other words and links to make silences.
  ///
  /// @param alertmanager the base address of Alertmanager's pages
  public AlertSettings with(PageTemplates words, Optional<String> alertmanager) {
    return new AlertSettings(
        runbookUrl, dashboardUrl, fleetUrl, alertmanager, words, keepResolved, heartbeat);
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

  /// Alertmanager's page for a new silence of alerts with these labels; empty if there is none.
  String silenceUrl(Map<String, String> labels) {
    var filter =
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(each -> each.getKey() + "=\"" + each.getValue().replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    return alertmanagerUrl
        .map(url -> url.replaceAll("/+$", "") + "/#/silences/new?filter=" + encode(filter))
        .orElse("");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
