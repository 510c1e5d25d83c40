package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.slo.model.TenantId;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What each tenant sent by OTLP beyond its rate.
final class OverRateSeries implements TenantSeries {
  private static final Family ITEMS =
      Family.counter(
          "nines_otlp_over_rate_items",
          "Spans and data points that were not taken because their tenant sends too many.");
  private static final List<String> LABELS = List.of("tenant");

  private final Supplier<Map<TenantId, Long>> overRate;

  OverRateSeries(Supplier<Map<TenantId, Long>> overRate) {
    this.overRate = overRate;
  }

  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    return List.of(
        () ->
            ITEMS.with(
                overRate.get().entrySet().stream()
                    .filter(each -> shard.holds(each.getKey().value()))
                    .map(
                        each ->
                            ITEMS.sample(
                                LABELS, List.of(each.getKey().value()), (double) each.getValue()))
                    .toList()));
  }
}
