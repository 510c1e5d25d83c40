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

  /// Where one tenant's promise is shown, for an annotation; of what is promised to no tenant, the
  /// front page.
  String dashboard(SloSeries series) {
    return series.groups().contains("tenant")
        ? consoleUrl + "/tenants/{{ $labels.tenant | urlquery }}#" + series.objective().slo()
        : consoleUrl + "/";
  }

  String runbook(String alertname) {
    return runbookUrl.replace("{alertname}", alertname);
  }
}
