package dev.nines.collector.gateway.source;

import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.mariadb.Attribution;
import dev.nines.collector.mariadb.MariaDbDiagnosis;
import dev.nines.collector.mariadb.MariaDbSources;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;

/// `mariadb`: the sources of each server.
final class MariaDbKind implements SourceKind {
  private final Surroundings surroundings;
  private final SizeHistory sizes = new SizeHistory();
  private final KeptSources<GatewayConfig.MariaDb> kept = new KeptSources<>();

  MariaDbKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return kept.of(config.mariadbs(), this::sources);
  }

  private List<Source> sources(GatewayConfig.MariaDb server) {
    MariaDbTarget target = target(server);
    TenantsOnServer here = tenants(server);
    var sources = new ArrayList<>(MariaDbSources.of(target, here));
    sources.addAll(
        MariaDbSources.watching(target, server.isolation(), here, surroundings.board(), sizes));
    return sources;
  }

  private TenantsOnServer tenants(GatewayConfig.MariaDb server) {
    return new TenantsOnServer(surroundings.tenants(), server.name(), surroundings.clock());
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return config.mariadbs().stream()
        .<Diagnosis>map(
            server ->
                new MariaDbDiagnosis(
                    target(server), server.isolation(), tenants(server), surroundings.clock()))
        .toList();
  }

  private static MariaDbTarget target(GatewayConfig.MariaDb server) {
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
}
