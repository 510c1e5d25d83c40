package dev.nines.slo.model;

/// How the value of a [Sample] is to be read.
public enum SampleKind {
  /// A running total that only grows, and starts again at zero when its process restarts.
  CUMULATIVE,
  /// What happened since the last sample of the same series.
  DELTA,
  /// A level that may go either way.
  GAUGE
}
