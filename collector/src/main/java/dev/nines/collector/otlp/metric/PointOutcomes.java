package dev.nines.collector.otlp.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of the data points of one request. For one thread.
public final class PointOutcomes {
  private final Map<PointOutcome, Long> counts = new EnumMap<>(PointOutcome.class);

  void count(PointOutcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  public Map<PointOutcome, Long> counts() {
    return counts;
  }

  public long rejected() {
    return counts.entrySet().stream()
        .filter(each -> each.getKey().isRejected())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// For the sender; names no tenant.
  public String message() {
    return counts.entrySet().stream()
        .filter(each -> each.getKey().isRejected())
        .map(each -> "%d %s".formatted(each.getValue(), each.getKey().forSender()))
        .collect(Collectors.joining(", "));
  }
}
