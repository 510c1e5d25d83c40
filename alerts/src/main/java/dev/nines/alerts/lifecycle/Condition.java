package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.Severity;
import java.util.Map;

/// Something that is wrong, told for as long as it is reported: the gateway's own troubles. Whoever
/// reports it repeats it at each tick; when it is left out, its alert resolves.
///
/// @param alertname a name that has a runbook
/// @param severity how urgent
/// @param labels what it is about, for example `source` and `target`; with `severity` these are the
///   identity
/// @param summary one sentence
/// @param description what it means and since when
public record Condition(
    String alertname,
    Severity severity,
    Map<String, String> labels,
    String summary,
    String description) {

  public Condition {
    labels = Map.copyOf(labels);
  }
}
