package dev.nines.collector.otlp.span;

import java.time.Instant;

/// A request or query that shows what was wrong, so that a page can link its trace.
///
/// @param traceId the trace in hexadecimal
/// @param endedAt when the span ended
/// @param seconds how long it took
/// @param failed whether it failed; otherwise it was the slowest
public record Exemplar(String traceId, Instant endedAt, double seconds, boolean failed) {

  /// Whether this one shows more than another: failures before successes, then the longer one.
  boolean isWorseThan(Exemplar other) {
    return failed == other.failed ? seconds > other.seconds : failed;
  }
}
