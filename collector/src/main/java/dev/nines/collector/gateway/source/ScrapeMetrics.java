package dev.nines.collector.gateway.source;

import dev.nines.collector.discovery.Discoveries;
import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.scrape.Limit;
import dev.nines.collector.scrape.Overflow;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// What the scraper says of itself, without tenants.
final class ScrapeMetrics extends Collector {
  private static final Family SAMPLES =
      Family.counter(
          "nines_scrape_limited_samples",
          "Scraped samples that exceeded a limit, of all tenants and of none.");
  private static final Family FAILING =
      Family.gauge("nines_discovery_failing", "1 for a discovery whose last look failed.");

  private final Overflow overflow;
  private final Discoveries discoveries;

  ScrapeMetrics(Overflow overflow, Discoveries discoveries) {
    this.overflow = overflow;
    this.discoveries = discoveries;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var byLimit = new EnumMap<Limit, Long>(Limit.class);
    for (Limit limit : Limit.values()) {
      byLimit.put(limit, 0L);
    }
    overflow.counts().forEach(each -> byLimit.merge(each.limit(), each.samples(), Long::sum));
    var families = new ArrayList<MetricFamilySamples>();
    families.add(
        SAMPLES.each(
            byLimit.entrySet(),
            List.of("limit"),
            each -> List.of(each.getKey().toString()),
            each -> each.getValue()));
    families.add(
        FAILING.each(discoveries.failures().keySet(), List.of("discovery"), List::of, _ -> 1));
    return families;
  }
}
