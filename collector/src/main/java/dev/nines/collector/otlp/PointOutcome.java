package dev.nines.collector.otlp;

import java.util.Locale;

/// What became of one data point of a metric.
public enum PointOutcome {
  /// It became samples.
  SAMPLED,
  /// No objective and no forward rule needs it.
  NOT_WANTED,
  /// It names a tenant that nobody knows.
  QUARANTINED,
  /// Its sender may not speak for the tenant that it names.
  FORBIDDEN,
  /// It was measured longer ago than is accepted.
  TOO_OLD,
  /// It is not newer than the one before it: sent twice, or by two processes under one name.
  OUT_OF_ORDER,
  /// Its process has too many series.
  NO_ROOM,
  /// It has no value, or contradicts itself.
  INVALID,
  /// Of a kind that has no meaning as samples: deltas of what may fall.
  UNSUPPORTED;

  /// The value of the `outcome` label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isRejected() {
    return this == FORBIDDEN || this == INVALID;
  }
}
