package dev.nines.collector.otlp.span;

import java.util.Locale;

/// What became of one span.
public enum SpanOutcome {
  /// It is in the figures of its tenant.
  COUNTED,
  /// It is neither a request to an API nor a database query.
  NOT_MEASURED,
  /// Nothing says whose it is.
  UNATTRIBUTED,
  /// It names a tenant that nobody knows.
  QUARANTINED,
  /// Its sender may not speak for the tenant that it names.
  FORBIDDEN,
  /// It was sampled, but not said how, so that nobody knows how many spans it stands for.
  UNWEIGHTED,
  /// It ended longer ago than is accepted.
  TOO_OLD,
  /// Its tenant sends more than its rate allows.
  OVER_RATE,
  /// It has no trace id, span id or end, or ends before it starts.
  INVALID;

  /// The value of the `outcome` label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the sender is told that the span was not accepted.
  boolean isRejected() {
    return this == FORBIDDEN || this == OVER_RATE || this == INVALID;
  }
}
