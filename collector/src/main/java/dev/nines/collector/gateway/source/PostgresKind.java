package dev.nines.collector.gateway.source;

import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.postgres.PostgresDiagnosis;
import dev.nines.collector.postgres.PostgresSources;
import dev.nines.collector.postgres.PostgresTarget;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import java.util.List;

/// `postgres`: the sources of each server.
final class PostgresKind implements SourceKind {
  private final Surroundings surroundings;
  private final SizeHistory sizes = new SizeHistory();
  private final KeptSources<GatewayConfig.Postgres> kept = new KeptSources<>();

  PostgresKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return kept.of(
        config.postgreses(), server -> PostgresSources.of(target(server), tenants(server), sizes));
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return config.postgreses().stream()
        .<Diagnosis>map(
            server -> new PostgresDiagnosis(target(server), tenants(server), surroundings.clock()))
        .toList();
  }

  private TenantsOnServer tenants(GatewayConfig.Postgres server) {
    return new TenantsOnServer(surroundings.tenants(), server.name(), surroundings.clock());
  }

  private static PostgresTarget target(GatewayConfig.Postgres server) {
    return new PostgresTarget(
        server.name(),
        server.jdbcUrl(),
        server.login().username(),
        Secrets.password(server.login()),
        server.threshold(),
        server.interval());
  }
}
