package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.tenant.TenantShares;
import java.util.Arrays;
import java.util.BitSet;

/// The spans of one request, kept as numbers until the request is known to be whole. For one
/// thread.
final class SpanBatch {
  private static final int FIRST_SIZE = 1024;

  private int[] series = new int[FIRST_SIZE];
  private int[] tenants = new int[FIRST_SIZE];
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
      int tenant,
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
    tenants[size] = tenant;
    series[size] = number;
    traceIds[size] = traceId;
    minutes[size] = minute;
    nanos[size] = duration;
    ends[size] = endNanos;
    weights[size] = weight;
    failures[size] = failed;
    size++;
  }

  /// Whose they are.
  void countInto(TenantShares shares) {
    for (int i = 0; i < size; i++) {
      shares.add(tenants[i]);
    }
  }

  /// @param request the bytes that trace ids are in
  /// @param without the numbers of tenants whose spans are left out
  void addTo(SpanTally tally, byte[] request, BitSet without) {
    for (int i = 0; i < size; i++) {
      if (without.get(tenants[i])) {
        continue;
      }
      tally.add(series[i], minutes[i], nanos[i], weights[i]);
      tally.show(series[i], request, traceIds[i], ends[i], nanos[i], failures[i]);
    }
  }

  private void grow() {
    int twice = size * 2;
    series = Arrays.copyOf(series, twice);
    tenants = Arrays.copyOf(tenants, twice);
    traceIds = Arrays.copyOf(traceIds, twice);
    minutes = Arrays.copyOf(minutes, twice);
    nanos = Arrays.copyOf(nanos, twice);
    ends = Arrays.copyOf(ends, twice);
    weights = Arrays.copyOf(weights, twice);
    failures = Arrays.copyOf(failures, twice);
  }
}
