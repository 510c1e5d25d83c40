package dev.nines.collector.openmetrics;

/// A standard that an exposition can be held against.
public enum Format {
  /// OpenMetrics 1.0, `application/openmetrics-text; version=1.0.0`.
  OPENMETRICS,
  /// The Prometheus text format 0.0.4, `text/plain; version=0.0.4`.
  PROMETHEUS
}
