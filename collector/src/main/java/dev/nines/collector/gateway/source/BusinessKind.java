package dev.nines.collector.gateway.source;

import dev.nines.collector.business.BusinessDatabase;
import dev.nines.collector.business.BusinessQuery;
import dev.nines.collector.business.BusinessSource;
import dev.nines.collector.business.QueryGate;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.Business;
import dev.nines.collector.gateway.config.GatewayConfig.Database;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `business`: one source for each query on the control database, one for each query and tenant.
final class BusinessKind implements SourceKind {
  /// A schema's name goes into an address as it is.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$-]+");

  private final Surroundings surroundings;
  private volatile QueryGate gate = new QueryGate(1);

  BusinessKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void configure(GatewayConfig config) {
    gate = new QueryGate(config.business().atOnce());
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return sources(config, gate);
  }

  private List<Source> sources(GatewayConfig config, QueryGate gate) {
    Business business = config.business();
    var sources = new ArrayList<Source>();
    for (BusinessQuery query : business.queries()) {
      switch (query.scope()) {
        case CONTROL ->
            business
                .control()
                .map(
                    database -> database("control", database, database.jdbcUrl(), Optional.empty()))
                .map(database -> new BusinessSource(query, database, gate))
                .ifPresent(sources::add);
        case TENANTS ->
            business.tenants().ifPresent(each -> addTenants(query, each, gate, sources));
      }
    }
    return sources;
  }

  private void addTenants(
      BusinessQuery query, Database template, QueryGate gate, List<Source> sources) {
    for (Tenant tenant : surroundings.tenants().tenants()) {
      tenant
          .database()
          .filter(schema -> PLAIN.matcher(schema).matches())
          .map(schema -> template.jdbcUrl().replace("{tenant.database}", schema))
          .map(
              url -> database(tenant.id().value(), template, url, Optional.of(tenant.id().value())))
          .map(database -> new BusinessSource(query, database, gate))
          .ifPresent(sources::add);
    }
  }

  /// Each query once: of those on tenants' databases the first tenant's, since what is refused
  /// there is refused everywhere.
  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    var known = new HashSet<String>();
    return sources(config, new QueryGate(config.business().atOnce())).stream()
        .filter(source -> known.add(source.target().split("@", 2)[0]))
        .<Diagnosis>map(source -> new ReadingDiagnosis(source, surroundings.clock()))
        .toList();
  }

  private static BusinessDatabase database(
      String name, Database database, String url, Optional<String> tenant) {
    return new BusinessDatabase(
        name, url, database.login().username(), Secrets.password(database.login()), tenant);
  }
}
