package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The tenants' latencies as histograms that grow from the start of the process. Safe between
/// threads.
public final class LatencySeries implements TenantSeries {
  /// Upper bounds in the scheme of [LatencyHistogram], every doubling from 1 ms to 16 s, so that no
  /// count has to be interpolated.
  private static final List<Integer> BUCKETS =
      Stream.iterate(79, bucket -> bucket + 8).limit(15).toList();

  private final Map<Key, LatencyHistogram> latencies = new ConcurrentHashMap<>();

  private record Key(String tenant, String operation) {}

  /// Adds durations.
  public void add(LatencyDelta delta) {
    latencies.merge(
        new Key(delta.tenant().value(), delta.operation()),
        delta.durations(),
        LatencyHistogram::plus);
  }

  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    return List.of(
        () -> durations(LatencyDelta.QUERY, "Database statements", shard),
        () -> durations(LatencyDelta.REQUEST, "API requests", shard));
  }

  private MetricFamilySamples durations(String operation, String what, Shard shard) {
    String name = "nines_tenant_" + operation + "_duration_seconds";
    var samples = new ArrayList<Sample>();
    latencies.forEach(
        (key, histogram) -> {
          if (key.operation().equals(operation) && shard.holds(key.tenant())) {
            addHistogram(name, key.tenant(), histogram, samples);
          }
        });
    return new MetricFamilySamples(
        name, Collector.Type.HISTOGRAM, what + " by duration, since the gateway started.", samples);
  }

  private static void addHistogram(
      String name, String tenant, LatencyHistogram histogram, List<Sample> into) {
    List<String> labels = List.of("tenant", "le");
    for (int bucket : BUCKETS) {
      long below =
          histogram.counts().headMap(bucket + 1).values().stream().mapToLong(each -> each).sum();
      String bound = Double.toString(LatencyHistogram.upperBoundSeconds(bucket));
      into.add(new Sample(name + "_bucket", labels, List.of(tenant, bound), below));
    }
    into.add(new Sample(name + "_bucket", labels, List.of(tenant, "+Inf"), histogram.count()));
    into.add(new Sample(name + "_count", List.of("tenant"), List.of(tenant), histogram.count()));
  }
}
