package dev.nines.slo.model;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/// A distribution of durations in one fixed exponential scheme, so that any two can be merged
/// without loss: bucket `i` holds durations in `(2^(i/8), 2^((i+1)/8)]` microseconds, which keeps a
/// quantile within 4.5 % (the scheme of OpenTelemetry's exponential histogram at scale 3).
///
/// Durations of a microsecond or less fall into bucket 0. Immutable and safe between threads.
///
/// @param counts events per bucket index; no zero and no negative counts
public record LatencyHistogram(SortedMap<Integer, Long> counts) {
  /// No durations at all.
  public static final LatencyHistogram EMPTY = new LatencyHistogram(new TreeMap<>());

  private static final double BUCKETS_PER_DOUBLING = 8;
  private static final double MICROS_PER_SECOND = 1e6;

  public LatencyHistogram {
    var copy = new TreeMap<>(counts);
    copy.forEach(
        (bucket, count) -> {
          if (bucket < 0 || count <= 0) {
            throw new IllegalArgumentException(
                "bucket %d has the count %d, expected a bucket of at least 0 and a positive count"
                    .formatted(bucket, count));
          }
        });
    counts = java.util.Collections.unmodifiableSortedMap(copy);
  }

  /// The bucket that a duration falls into.
  public static int bucketOf(double seconds) {
    double micros = seconds * MICROS_PER_SECOND;
    if (!(micros > 1)) {
      return 0;
    }
    double position = BUCKETS_PER_DOUBLING * Math.log(micros) / Math.log(2);
    return Math.max(0, (int) Math.ceil(position - 1e-9) - 1);
  }

  /// The longest duration that falls into a bucket, in seconds.
  public static double upperBoundSeconds(int bucket) {
    return Math.pow(2, (bucket + 1) / BUCKETS_PER_DOUBLING) / MICROS_PER_SECOND;
  }

  /// How many durations there are.
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// This distribution and another one together.
  public LatencyHistogram plus(LatencyHistogram other) {
    var sum = new TreeMap<>(counts);
    other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
    return new LatencyHistogram(sum);
  }

  /// The upper bound, in seconds, of the bucket in which the quantile lies; empty without
  /// durations. Never interpolated: the true quantile is at most this and at least 1/1.09 of it.
  ///
  /// @param quantile between 0 and 1
  public OptionalDouble quantileSeconds(double quantile) {
    long total = count();
    if (total == 0) {
      return OptionalDouble.empty();
    }
    long rank = Math.max(1, (long) Math.ceil(quantile * total));
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) {
        return OptionalDouble.of(upperBoundSeconds(bucket.getKey()));
      }
    }
    throw new IllegalStateException("rank %d of %d durations not found".formatted(rank, total));
  }

  /// A distribution of `bucketCount` buckets from a count per bucket; zero counts are left out.
  public static LatencyHistogram of(int bucketCount, IntToLongFunction countOf) {
    var counts = new TreeMap<Integer, Long>();
    for (int bucket = 0; bucket < bucketCount; bucket++) {
      long count = countOf.applyAsLong(bucket);
      if (count != 0) {
        counts.put(bucket, count);
      }
    }
    return new LatencyHistogram(counts);
  }
}
