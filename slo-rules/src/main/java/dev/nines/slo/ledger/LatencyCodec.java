package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The bytes of latency histograms: the buckets that are not empty, each as its distance to the one
/// before and its count.
final class LatencyCodec {
  /// What one tenant and operation may take per hour (design, section 8), key included.
  static final int BUDGET_BYTES = 200;

  private LatencyCodec() {}

  static void encode(Collection<LatencyDelta> latencies, ByteSink out) {
    out.varint(latencies.size());
    for (LatencyDelta latency : latencies) {
      out.put(encode(latency));
    }
  }

  static List<LatencyDelta> decode(ByteSource in) throws DamagedException {
    int count = in.count();
    var latencies = new ArrayList<LatencyDelta>(count);
    for (int i = 0; i < count; i++) {
      String tenant = in.text();
      if (!TenantId.isValid(tenant)) {
        throw new DamagedException("latencies of the tenant '%s'".formatted(tenant));
      }
      latencies.add(new LatencyDelta(new TenantId(tenant), in.text(), histogram(in)));
    }
    return latencies;
  }

  /// The same durations in fewer buckets if the budget asks for it: neighbours are merged into the
  /// upper one, so that a quantile read from it is still an upper bound, only a wider one.
  static LatencyDelta withinBudget(LatencyDelta latency) {
    LatencyDelta fitting = latency;
    for (int doubling = 1; encode(fitting).length > BUDGET_BYTES; doubling++) {
      fitting =
          new LatencyDelta(
              latency.tenant(), latency.operation(), coarser(latency.durations(), doubling));
    }
    return fitting;
  }

  private static LatencyHistogram coarser(LatencyHistogram histogram, int doublings) {
    var merged = new TreeMap<Integer, Long>();
    int mask = (1 << doublings) - 1;
    histogram.counts().forEach((bucket, count) -> merged.merge(bucket | mask, count, Long::sum));
    return new LatencyHistogram(merged);
  }

  private static byte[] encode(LatencyDelta latency) {
    var out = new ByteSink().text(latency.tenant().value()).text(latency.operation());
    Map<Integer, Long> counts = latency.durations().counts();
    out.varint(counts.size());
    int[] previous = {-1};
    counts.forEach(
        (bucket, count) -> {
          out.varint(bucket - previous[0] - 1L).varint(count);
          previous[0] = bucket;
        });
    return out.toBytes();
  }

  private static LatencyHistogram histogram(ByteSource in) throws DamagedException {
    int buckets = in.count();
    var counts = new TreeMap<Integer, Long>();
    int bucket = -1;
    for (int i = 0; i < buckets; i++) {
      bucket += (int) in.varint() + 1;
      long count = in.varint();
      if (bucket < 0 || count <= 0) {
        throw new DamagedException("%d durations in bucket %d".formatted(count, bucket));
      }
      counts.put(bucket, count);
    }
    return new LatencyHistogram(counts);
  }
}
