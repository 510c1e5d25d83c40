package dev.nines.collector.otlp;

import java.util.ArrayList;
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
    long rejected = 0;
    var parts = new ArrayList<String>();
    for (Map.Entry<PointOutcome, Long> each : counts.entrySet()) {
      if (each.getKey().isRejected()) {
        rejected += each.getValue();
        parts.add("%d %s".formatted(each.getValue(), each.getKey().forSender()));
      }
    }
    return rejected == 0
        ? Answer.Accepted.WHOLE
        : new Answer.Accepted(rejected, String.join(", ", parts));
  }
}
