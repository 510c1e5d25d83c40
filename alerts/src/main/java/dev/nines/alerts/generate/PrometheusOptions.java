package dev.nines.alerts.generate;

/// What the generated rules are to look like.
///
/// @param events where Prometheus has the events from
/// @param slothSeries whether Sloth's series are recorded too, so that its public dashboards work
/// @param customResources whether to write `PrometheusRule` resources for the operator
/// @param runbookUrl where runbooks are, with the placeholder `{alertname}`
/// @param consoleUrl the gateway's address, for links to dashboards
public record PrometheusOptions(
    EventSource events,
    boolean slothSeries,
    boolean customResources,
    String runbookUrl,
    String consoleUrl) {

  String runbook(String alertname) {
    return runbookUrl.replace("{alertname}", alertname);
  }
}
