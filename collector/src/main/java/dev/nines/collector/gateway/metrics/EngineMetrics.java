package dev.nines.collector.gateway.metrics;

import dev.nines.alerts.cluster.ClusterWatch;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `nines_engine_*`: by whom promises are judged, with the engine `prometheus`.
public final class EngineMetrics extends Collector {
  private final Supplier<ClusterWatch.Stats> stats;

  public EngineMetrics(Supplier<ClusterWatch.Stats> stats) {
    this.stats = stats;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    ClusterWatch.Stats now = stats.get();
    var judged = Map.of("cluster", now.judgedByCluster(), "ledger", now.judgedByLedger());
    return List.of(
        Family.gauge(
                "nines_engine_judged", "Promises that the last evaluation judged, and by what.")
            .each(
                List.of("cluster", "ledger"),
                List.of("by"),
                List::of,
                by -> judged.getOrDefault(by, 0)),
        Family.counter("nines_engine_failed_readings", "Readings of the cluster that failed.")
            .single(now.failures()),
        Family.gauge(
                "nines_engine_recorded_timestamp_seconds", "When the cluster's rules counted last.")
            .single(now.recordedAt().map(each -> each.toEpochMilli() / 1e3).orElse(0.0)));
  }
}
