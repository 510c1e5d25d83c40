package dev.nines.collector.otlp;

import java.util.Arrays;

/// The spans of one request, kept as numbers until the request is known to be whole. For one
/// thread.
final class SpanBatch {
  private static final int FIRST_SIZE = 1024;

  private int[] series = new int[FIRST_SIZE];
  private int[] traceIds = new int[FIRST_SIZE];
  private long[] minutes = new long[FIRST_SIZE];
  private long[] nanos = new long[FIRST_SIZE];
  private long[] ends = new long[FIRST_SIZE];
  private double[] weights = new double[FIRST_SIZE];
  private boolean[] failures = new boolean[FIRST_SIZE];
  private int size;

  void clear() {
    size = 0;
  }

  void add(
      int number,
      long minute,
      long duration,
      double weight,
      boolean failed,
      int traceId,
      long endNanos) {
    if (size == series.length) {
      grow();
    }
    series[size] = number;
    traceIds[size] = traceId;
    minutes[size] = minute;
    nanos[size] = duration;
    ends[size] = endNanos;
    weights[size] = weight;
    failures[size] = failed;
    size++;
  }

  /// @param request the bytes that trace ids are in
  void addTo(SpanTally tally, byte[] request) {
    for (int i = 0; i < size; i++) {
      tally.add(series[i], minutes[i], nanos[i], weights[i]);
      tally.show(series[i], request, traceIds[i], ends[i], nanos[i], failures[i]);
    }
  }

  private void grow() {
    int twice = size * 2;
    series = Arrays.copyOf(series, twice);
    traceIds = Arrays.copyOf(traceIds, twice);
    minutes = Arrays.copyOf(minutes, twice);
    nanos = Arrays.copyOf(nanos, twice);
    ends = Arrays.copyOf(ends, twice);
    weights = Arrays.copyOf(weights, twice);
    failures = Arrays.copyOf(failures, twice);
  }
}
