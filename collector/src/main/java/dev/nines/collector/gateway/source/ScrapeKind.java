package dev.nines.collector.gateway.source;

import dev.nines.collector.discovery.Discoveries;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.scrape.Connections;
import dev.nines.collector.scrape.Overflow;
import dev.nines.collector.scrape.ScrapeDiagnosis;
import dev.nines.collector.scrape.ScrapeSource;
import dev.nines.collector.scrape.ScrapeTarget;
import dev.nines.collector.scrape.Targets;
import dev.nines.collector.scrape.TlsConnections;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `scrape_configs`: one source for each target, those that are discovered included.
final class ScrapeKind implements SourceKind {
  private static final Logger log = LoggerFactory.getLogger(ScrapeKind.class);

  private final Surroundings surroundings;
  private final Overflow overflow = new Overflow();
  private final Discoveries discoveries;
  private final Map<Scrape, Connections> connections = new HashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// What a target's lines mean is remembered in its source: as long as the configuration stays, so
  /// does the source.
  private Map<ScrapeTarget, ScrapeSource> sources = new HashMap<>();

  ScrapeKind(Surroundings surroundings) {
    Connections.keepOpen();
    this.surroundings = surroundings;
    this.discoveries = new Discoveries(surroundings.sourcesChanged());
  }

  @Override
  public synchronized void configure(GatewayConfig config) {
    sources.clear();
    connections.clear();
    told.clear();
    for (Scrape scrape : config.scrapes()) {
      connections.put(
          scrape, scrape.tls().<Connections>map(TlsConnections::new).orElse(Connections.PLAIN));
    }
    discoveries.replace(
        config.scrapes().stream().flatMap(each -> each.discoveries().stream()).toList());
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return List.copyOf(scrapeSources(config));
  }

  private synchronized List<ScrapeSource> scrapeSources(GatewayConfig config) {
    var byName = new LinkedHashMap<String, ScrapeSource>();
    var kept = new HashMap<ScrapeTarget, ScrapeSource>();
    for (Scrape scrape : config.scrapes()) {
      Targets.Result result = Targets.of(scrape.job(), groups(scrape));
      result.problems().stream().filter(told::add).forEach(log::warn);
      for (ScrapeTarget target : result.targets()) {
        ScrapeSource source = sources.get(target);
        if (source == null) {
          source =
              new ScrapeSource(
                  target,
                  connections.getOrDefault(scrape, Connections.PLAIN),
                  surroundings.wants(),
                  overflow,
                  surroundings.forwarding().book());
        }
        kept.put(target, source);
        byName.putIfAbsent(target.name(), source);
      }
    }
    sources = kept;
    return List.copyOf(byName.values());
  }

  private List<TargetGroup> groups(Scrape scrape) {
    var groups = new ArrayList<>(scrape.groups());
    scrape.discoveries().forEach(each -> groups.addAll(discoveries.groups(each)));
    return groups;
  }

  @Override
  public List<TenantSeries> tenantSeries() {
    return List.of(new OverflowSeries(overflow));
  }

  @Override
  public List<Collector> metrics() {
    return List.of(new ScrapeMetrics(overflow, discoveries));
  }

  /// Each target that is known at once, read once; what is discovered takes its time.
  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    configure(config);
    return scrapeSources(config).stream()
        .<Diagnosis>map(
            source -> new ScrapeDiagnosis(source, surroundings.clock(), surroundings.sink()))
        .toList();
  }

  @Override
  public synchronized void close() {
    discoveries.close();
  }
}
