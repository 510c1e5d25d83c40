package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.scrape.Overflow;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.function.Supplier;

/// What of each tenant was left out of scrapes because of a limit.
final class OverflowSeries implements TenantSeries {
  private static final Family SAMPLES =
      Family.counter(
          "nines_scrape_overflow_samples", "Scraped samples that exceeded a limit, by limit.");
  private static final List<String> LABELS = List.of("tenant", "limit");

  private final Overflow overflow;

  OverflowSeries(Overflow overflow) {
    this.overflow = overflow;
  }

  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    return List.of(
        () ->
            SAMPLES.with(
                overflow.counts().stream()
                    .filter(each -> !each.tenant().equals(Overflow.NO_TENANT))
                    .filter(each -> shard.holds(each.tenant()))
                    .map(
                        each ->
                            SAMPLES.sample(
                                LABELS,
                                List.of(each.tenant(), each.limit().toString()),
                                (double) each.samples()))
                    .toList()));
  }
}
