package dev.nines.collector.otlp.metric;

import java.util.TreeMap;

/// The buckets of an exponential histogram: bucket `i` holds what is in `(base^i, base^(i+1)]` with
/// base = 2^(2^-scale) (OpenTelemetry data model, "ExponentialHistogram").
///
/// Durations are never negative; what is in negative buckets lies below zero and with it below
/// every edge.
///
/// @param scale the resolution
/// @param atMostZero events in negative buckets and in the zero bucket
/// @param zeroThreshold the upper edge of the zero bucket
/// @param buckets events by bucket, none of them zero
record ExponentialCounts(
    int scale, long atMostZero, double zeroThreshold, TreeMap<Integer, Long> buckets) {

  /// At least this fine, edges cost more series than they are worth; merging buckets loses nothing
  /// but resolution.
  static final int FINEST = 3;

  /// The same at a coarser scale, exactly.
  ExponentialCounts coarser(int to) {
    if (to >= scale) {
      return this;
    }
    int shift = Math.min(31, scale - to);
    var merged = new TreeMap<Integer, Long>();
    buckets.forEach((index, count) -> merged.merge(index >> shift, count, Long::sum));
    return new ExponentialCounts(to, atMostZero, zeroThreshold, merged);
  }

  /// What is in this and was not in an earlier one of the same series, at the coarser of both
  /// scales.
  ExponentialCounts minus(ExponentialCounts earlier) {
    int common = Math.min(scale, earlier.scale);
    ExponentialCounts mine = coarser(common);
    var rest = new TreeMap<>(mine.buckets);
    earlier.coarser(common).buckets.forEach((index, count) -> rest.merge(index, -count, Long::sum));
    rest.values().removeIf(count -> count == 0);
    return new ExponentialCounts(
        common,
        atMostZero - earlier.atMostZero,
        Math.max(zeroThreshold, earlier.zeroThreshold),
        rest);
  }

  /// Whether some bucket has less than nothing: the histogram began anew in between.
  boolean hasNegative() {
    return atMostZero < 0 || buckets.values().stream().anyMatch(count -> count < 0);
  }

  long count() {
    return atMostZero + buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The upper edge of a bucket.
  double upperEdge(int index) {
    return Math.pow(2, Math.scalb(index + 1.0, -scale));
  }
}
