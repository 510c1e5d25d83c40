package dev.nines.dashboards.console;

import java.util.List;

/// The page of alerts.
///
/// @param chrome what is around it
/// @param alerts firing first, then those resolved lately
/// @param news deploys and issues, newest first
public record AlertsPage(Chrome chrome, List<AlertLine> alerts, List<NewsLine> news) {

  public AlertsPage {
    alerts = alerts.stream().sorted(AlertLine.URGENT_FIRST).toList();
  }

  /// Alerts that fire with this severity.
  public long firing(String severity) {
    return alerts.stream()
        .filter(each -> each.firing() && each.severity().equals(severity))
        .count();
  }

  /// Alerts resolved lately.
  public long resolved() {
    return alerts.stream().filter(each -> !each.firing()).count();
  }
}
