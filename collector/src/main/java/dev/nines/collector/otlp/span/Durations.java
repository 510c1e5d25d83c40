package dev.nines.collector.otlp.span;

import dev.nines.slo.model.LatencyHistogram;
import java.util.Arrays;
import java.util.TreeMap;

/// Durations in the buckets of [LatencyHistogram], in an array that covers no more than the buckets
/// in use. For one thread.
final class Durations {
  private static final int ROOM = 8;

  private long[] counts = new long[ROOM];
  private int first = -1;

  void add(int bucket, long events) {
    if (first < 0) {
      first = Math.max(0, bucket - ROOM / 2);
    } else if (bucket < first) {
      int shift = first - bucket;
      var wider = new long[counts.length + shift];
      System.arraycopy(counts, 0, wider, shift, counts.length);
      counts = wider;
      first = bucket;
    }
    if (bucket - first >= counts.length) {
      counts = Arrays.copyOf(counts, bucket - first + ROOM);
    }
    counts[bucket - first] += events;
  }

  LatencyHistogram histogram() {
    var found = new TreeMap<Integer, Long>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        found.put(first + i, counts[i]);
      }
    }
    return new LatencyHistogram(found);
  }
}
