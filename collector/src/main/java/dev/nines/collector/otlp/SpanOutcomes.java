package dev.nines.collector.otlp;

import java.util.ArrayList;
import java.util.List;

/// What became of the spans of one request. For one thread.
final class SpanOutcomes {
  private static final SpanOutcome[] ALL = SpanOutcome.values();
  private final long[] counts = new long[ALL.length];

  void count(SpanOutcome outcome) {
    counts[outcome.ordinal()]++;
  }

  long of(SpanOutcome outcome) {
    return counts[outcome.ordinal()];
  }

  long rejected() {
    long rejected = 0;
    for (SpanOutcome outcome : ALL) {
      rejected += outcome.isRejected() ? of(outcome) : 0;
    }
    return rejected;
  }

  /// For the sender; names no tenant.
  String message() {
    List<String> parts = new ArrayList<>();
    if (of(SpanOutcome.INVALID) > 0) {
      parts.add("%d without a valid trace id, span id or end".formatted(of(SpanOutcome.INVALID)));
    }
    if (of(SpanOutcome.FORBIDDEN) > 0) {
      parts.add(
          "%d of tenants that this sender may not speak for".formatted(of(SpanOutcome.FORBIDDEN)));
    }
    return String.join("; ", parts);
  }
}
