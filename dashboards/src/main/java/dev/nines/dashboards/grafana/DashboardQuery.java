package dev.nines.dashboards.grafana;

/// A query of a dashboard with its variables filled in, ready for Prometheus.
///
/// @param dashboard the uid of the dashboard
/// @param where the panel's title and the query's letter, or the variable's name
/// @param expression PromQL without variables
/// @param instant whether it is asked for one instant only
public record DashboardQuery(String dashboard, String where, String expression, boolean instant) {

  @Override
  public String toString() {
    return dashboard + ", " + where + ": " + expression;
  }
}
