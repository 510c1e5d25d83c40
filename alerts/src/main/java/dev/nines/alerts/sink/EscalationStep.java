package dev.nines.alerts.sink;

import java.time.Duration;
import java.util.Set;

/// When which sink is told of an alert that nobody has acknowledged.
///
/// @param after how long after its beginning; zero for at once
/// @param sink the sink's name
/// @param severities of which alerts
public record EscalationStep(Duration after, String sink, Set<String> severities) {
  public EscalationStep {
    severities = Set.copyOf(severities);
    if (after.isNegative()) {
      throw new IllegalArgumentException("a step after %s, expected zero or more".formatted(after));
    }
  }
}
