package dev.nines.collector.otlp;

import java.util.EnumMap;
import java.util.Map;

/// What became of the data points of one request. For one thread.
final class PointOutcomes {
  private final Map<PointOutcome, Long> counts = new EnumMap<>(PointOutcome.class);

  void count(PointOutcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  Map<PointOutcome, Long> counts() {
    return counts;
  }

  /// For the sender; names no tenant.
  Answer.Accepted answer() {
    long invalid = counts.getOrDefault(PointOutcome.INVALID, 0L);
    long forbidden = counts.getOrDefault(PointOutcome.FORBIDDEN, 0L);
    if (invalid + forbidden == 0) {
      return Answer.Accepted.WHOLE;
    }
    String message =
        "%d contradict themselves or say no temporality, %d are of tenants that this sender may not speak for"
            .formatted(invalid, forbidden);
    return new Answer.Accepted(invalid + forbidden, message);
  }
}
