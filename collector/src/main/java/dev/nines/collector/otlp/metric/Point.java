package dev.nines.collector.otlp.metric;

import java.util.Map;

/// One data point of a metric, as it was sent.
sealed interface Point {

  /// What all kinds of points have.
  ///
  /// @param name the metric's name
  /// @param unit its unit
  /// @param attributes names and values as texts
  /// @param tenant a number of [dev.nines.collector.otlp.tenant.TenantFinder]
  /// @param startNanos since when it counts, 0 if that is not said
  /// @param timeNanos when it was measured, 0 if that is not said
  record Head(
      String name,
      String unit,
      Map<String, String> attributes,
      int tenant,
      long startNanos,
      long timeNanos) {}

  Head head();

  /// How the values of one series relate.
  enum Temporality {
    /// What happened since the point before.
    DELTA,
    /// Everything since the start.
    CUMULATIVE,
    /// Not said.
    UNSPECIFIED
  }

  /// A level.
  record Level(Head head, double value) implements Point {}

  /// A sum.
  ///
  /// @param grows whether it never falls
  record Total(Head head, double value, Temporality temporality, boolean grows) implements Point {}

  /// A histogram with edges of its own.
  ///
  /// @param bounds upper bounds of the buckets but the last one
  /// @param counts events by bucket, one more than bounds, or none at all
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Histogram(
      Head head, long count, double sum, double[] bounds, long[] counts, Temporality temporality)
      implements Point {}

  /// A histogram whose edges are powers of 2^(2^-scale).
  record Exponential(
      Head head, long count, double sum, ExponentialCounts counts, Temporality temporality)
      implements Point {}

  /// Quantiles that the sender has computed; only count and sum can be summed up.
  record Summary(Head head, long count, double sum) implements Point {}
}
