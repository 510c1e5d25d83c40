package dev.nines.collector.otlp.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What became of the spans of one request. For one thread.
public final class SpanOutcomes {
  /// Arrays of one, so that counting a span makes no object.
  private final Map<SpanOutcome, long[]> counts = new EnumMap<>(SpanOutcome.class);

  public SpanOutcomes() {
    Arrays.stream(SpanOutcome.values()).forEach(each -> counts.put(each, new long[1]));
  }

  void count(SpanOutcome outcome) {
    counter(outcome)[0]++;
  }

  /// Counts some that were counted as another outcome before.
  public void move(SpanOutcome from, SpanOutcome to, long spans) {
    counter(from)[0] -= spans;
    counter(to)[0] += spans;
  }

  public long of(SpanOutcome outcome) {
    return counter(outcome)[0];
  }

  private long[] counter(SpanOutcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }

  public long rejected() {
    return counts.entrySet().stream()
        .filter(each -> each.getKey().isRejected())
        .mapToLong(each -> each.getValue()[0])
        .sum();
  }

  /// For the sender; names no tenant.
  public String message() {
    List<String> parts = new ArrayList<>();
    if (of(SpanOutcome.INVALID) > 0) {
      parts.add("%d without a valid trace id, span id or end".formatted(of(SpanOutcome.INVALID)));
    }
    if (of(SpanOutcome.FORBIDDEN) > 0) {
      parts.add(
          "%d of tenants that this sender may not speak for".formatted(of(SpanOutcome.FORBIDDEN)));
    }
    if (of(SpanOutcome.OVER_RATE) > 0) {
      parts.add("%d over the rate of their tenants".formatted(of(SpanOutcome.OVER_RATE)));
    }
    return String.join("; ", parts);
  }
}
