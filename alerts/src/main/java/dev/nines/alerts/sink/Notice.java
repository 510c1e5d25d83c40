package dev.nines.alerts.sink;

import dev.nines.alerts.lifecycle.Alert;

/// One message about one alert to one sink.
///
/// @param id the same however often it is sent, for receivers that recognise repetitions
/// @param alertId the alert's id, the same from its beginning to its end
/// @param kind what happened
/// @param alert the alert as it is now
/// @param acknowledgeUrl where somebody says that he is on it
public record Notice(String id, String alertId, Kind kind, Alert alert, String acknowledgeUrl) {

  /// What happened to the alert.
  public enum Kind {
    FIRING,
    RESOLVED
  }

  /// One line, for a subject or a telephone's screen.
  String title() {
    var summary = alert.annotations().getOrDefault("summary", alert.name());
    return kind == Kind.RESOLVED ? "Over: " + summary : summary;
  }

  /// All that a person needs.
  String text() {
    var text = new StringBuilder(alert.annotations().getOrDefault("description", title()));
    line(text, "Runbook", alert.annotations().getOrDefault("runbook_url", ""));
    line(text, "Dashboard", alert.annotations().getOrDefault("dashboard_url", ""));
    if (kind == Kind.FIRING) {
      line(text, "I am on it", acknowledgeUrl);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append('\n').append(name).append(": ").append(value);
    }
  }
}
