package dev.nines.collector.forward;

import dev.nines.slo.model.Series;

/// A value to be written.
///
/// @param series whose value
/// @param value the running total of a counter, the level of anything else
/// @param timestampMillis when
record RemoteSample(Series series, double value, long timestampMillis) {
  /// The value that says that a series has ended (Prometheus, `model/value`: StaleNaN).
  static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
}
