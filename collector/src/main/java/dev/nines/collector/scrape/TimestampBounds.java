package dev.nines.collector.scrape;

import java.time.Duration;
import java.time.Instant;

/// How far the timestamp that a body gives a sample may be from now: what is older would be stale,
/// what lies further ahead is refused, both as in Prometheus. In the unit of the body.
record TimestampBounds(double earliest, double latest) {
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /// @param inSeconds whether the body writes seconds (OpenMetrics) and not milliseconds
  static TimestampBounds around(Instant now, boolean inSeconds) {
    double unit = inSeconds ? 1e3 : 1;
    return new TimestampBounds(
        now.minus(STALE).toEpochMilli() / unit, now.plus(AHEAD).toEpochMilli() / unit);
  }

  /// @param timestamp NaN if the body gave none
  boolean holds(double timestamp) {
    return Double.isNaN(timestamp) || (timestamp >= earliest && timestamp <= latest);
  }
}
