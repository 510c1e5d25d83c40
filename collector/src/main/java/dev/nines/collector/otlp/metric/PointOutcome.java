package dev.nines.collector.otlp.metric;

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
  /// Its tenant sends more than its rate allows.
  OVER_RATE,
  /// It has no value, or contradicts itself.
  INVALID,
  /// Of a kind that has no meaning as samples: deltas of what may fall.
  UNSUPPORTED;

  /// The value of the `outcome` label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the sender is told that the point was not accepted.
  boolean isRejected() {
    return this == FORBIDDEN || this == OVER_RATE || this == INVALID;
  }

  /// What the sender is told of rejected points; names no tenant.
  String forSender() {
    return switch (this) {
      case FORBIDDEN -> "are of tenants that this sender may not speak for";
      case OVER_RATE -> "are over the rate of their tenants";
      case INVALID -> "contradict themselves or say no temporality";
      case SAMPLED, NOT_WANTED, QUARANTINED, TOO_OLD, OUT_OF_ORDER, NO_ROOM, UNSUPPORTED ->
          "are " + label();
    };
  }
}
