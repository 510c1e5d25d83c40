package dev.nines.collector.gateway.source;

import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.isolation.Layout;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.util.Collection;
import java.util.Optional;

/// The tenants whose database is on one server: those whose label [#SERVER_LABEL] names it, and
/// those that do not say where they are.
///
/// @param directory all tenants
/// @param server the server's name in the configuration
record TenantsOnServer(TenantDirectory directory, String server) implements ServerTenants {

  /// The label by which a tenant says on which of several database servers it is.
  static final String SERVER_LABEL = "server";

  @Override
  public Collection<TenantId> tenants() {
    return directory.tenants().stream()
        .filter(tenant -> tenant.databaseUser().isPresent() || tenant.database().isPresent())
        .filter(this::isHere)
        .map(Tenant::id)
        .toList();
  }

  @Override
  public Collection<Layout.Home> homes() {
    return directory.tenants().stream()
        .filter(tenant -> tenant.databaseUser().isPresent() || tenant.database().isPresent())
        .filter(this::isHere)
        .map(tenant -> new Layout.Home(tenant.id(), tenant.database(), tenant.databaseUser()))
        .toList();
  }

  @Override
  public Optional<TenantId> byUser(String databaseUser) {
    return directory.byDatabaseUser(databaseUser).filter(this::isHere).map(Tenant::id);
  }

  @Override
  public Optional<TenantId> bySchema(String schema) {
    return directory.byDatabase(schema).filter(this::isHere).map(Tenant::id);
  }

  private boolean isHere(Tenant tenant) {
    return tenant.labels().getOrDefault(SERVER_LABEL, server).equals(server);
  }
}
