package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.function.Supplier;

/// A part of `/metrics/tenants`. Every sample carries the label `tenant`, and a tenant outside the
/// shard is left out. Called by several threads at once.
public interface TenantSeries {

  /// The families of the tenants in a shard, each made only when it is written, so that no more
  /// than one is in memory at a time.
  List<Supplier<MetricFamilySamples>> families(Shard shard);
}
