package dev.nines.collector.gateway;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.gateway.config.GatewayConfig.Target;
import dev.nines.collector.mariadb.Attribution;
import dev.nines.collector.mariadb.MariaDbSources;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.collector.mariadb.ServerTenants;
import dev.nines.collector.probe.AddressGuard;
import dev.nines.collector.probe.Cidr;
import dev.nines.collector.probe.JsonAssertion;
import dev.nines.collector.probe.ProbeClient;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.collector.probe.Probes;
import dev.nines.collector.probe.StatusSet;
import dev.nines.collector.probe.UrlTemplate;
import dev.nines.collector.scrape.ScrapeSource;
import dev.nines.collector.scrape.ScrapeTarget;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the sources that a configuration asks for. Nothing is connected yet.
final class SourceAssembly {
  private static final Logger log = LoggerFactory.getLogger(SourceAssembly.class);

  /// The label by which a tenant says on which of several database servers it is.
  static final String SERVER_LABEL = "server";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final TenantDirectory tenants;
  private final ProbeClient probeClient;
  private final Reference reference;
  private final HttpClient client;

  SourceAssembly(TenantDirectory tenants, ProbeClient probeClient, Reference reference) {
    this.tenants = tenants;
    this.probeClient = probeClient;
    this.reference = reference;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /// @param wants whether some objective needs a series
  List<Source> sources(GatewayConfig config, Predicate<Series> wants) {
    var sources = new ArrayList<Source>();
    for (Scrape scrape : config.scrapes()) {
      for (Target target : scrape.targets()) {
        sources.add(new ScrapeSource(scrapeTarget(scrape, target), client, wants));
      }
    }
    for (GatewayConfig.MariaDb server : config.mariadbs()) {
      sources.addAll(MariaDbSources.of(mariaDbTarget(server), new TenantsOf(server.name())));
    }
    var probes = new Probes(probeClient, reference);
    for (GatewayConfig.Probe probe : config.probes()) {
      Probes.Result result = probes.sourcesOf(probeSettings(probe), tenants.tenants());
      result.problems().forEach(log::warn);
      sources.addAll(result.sources());
    }
    return sources;
  }

  /// A probe as its room wants it.
  ///
  /// @throws IllegalArgumentException with what is wrong with it
  static ProbeSettings probeSettings(GatewayConfig.Probe probe) {
    return new ProbeSettings(
        probe.name(),
        UrlTemplate.parse(probe.url()),
        "GET",
        Map.of(),
        StatusSet.parse(probe.statuses().stream().map(String::valueOf).toList()),
        probe.json().stream().map(JsonAssertion::parse).toList(),
        probe.latencyBelow(),
        probe.interval(),
        probe.timeout(),
        0,
        ProbeSettings.DEFAULT_MAX_BODY_BYTES,
        new AddressGuard(probe.allowNetworks().stream().map(Cidr::parse).toList()));
  }

  private static ScrapeTarget scrapeTarget(Scrape scrape, Target target) {
    return new ScrapeTarget(
        scrape.jobName(),
        target.url(),
        target.labels(),
        scrape.interval(),
        scrape.timeout(),
        scrape.honorLabels(),
        Secrets.authorization(scrape.login(), scrape.bearerTokenFile()),
        scrape.bodySizeLimitBytes(),
        scrape.sampleLimit());
  }

  private static MariaDbTarget mariaDbTarget(GatewayConfig.MariaDb server) {
    return new MariaDbTarget(
        server.name(),
        server.jdbcUrl(),
        server.login().username(),
        Secrets.password(server.login()),
        server.sharedUser() ? Attribution.SCHEMA : Attribution.USER,
        server.threshold(),
        server.interval(),
        new MariaDbTarget.Ring(
            server.ringInterval().isPresent(),
            server.ringInterval().orElse(MariaDbTarget.Ring.DEFAULT.interval()),
            server.ringCostRatio().doubleValue()));
  }

  /// The tenants whose database is on one server: those that say so, or do not say where they are.
  private final class TenantsOf implements ServerTenants {
    private final String server;

    TenantsOf(String server) {
      this.server = server;
    }

    @Override
    public Collection<TenantId> tenants() {
      return tenants.tenants().stream()
          .filter(tenant -> tenant.databaseUser().isPresent() || tenant.database().isPresent())
          .filter(this::isHere)
          .map(Tenant::id)
          .toList();
    }

    @Override
    public Optional<TenantId> byUser(String databaseUser) {
      return tenants.byDatabaseUser(databaseUser).filter(this::isHere).map(Tenant::id);
    }

    @Override
    public Optional<TenantId> bySchema(String schema) {
      return tenants.byDatabase(schema).filter(this::isHere).map(Tenant::id);
    }

    private boolean isHere(Tenant tenant) {
      return tenant.labels().getOrDefault(SERVER_LABEL, server).equals(server);
    }
  }
}
