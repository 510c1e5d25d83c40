package dev.nines.collector.database;

import dev.nines.collector.isolation.Layout;
import dev.nines.slo.model.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tenants whose database user and schema bear the tenant's name.
///
/// @param tenants all of them
public record NamedTenants(List<TenantId> tenants) implements ServerTenants {

  @Override
  public Collection<Layout.Home> homes() {
    return tenants.stream()
        .map(t -> new Layout.Home(t, Optional.of(t.value()), Optional.of(t.value())))
        .toList();
  }

  @Override
  public Optional<TenantId> byUser(String databaseUser) {
    return tenants.stream().filter(t -> t.value().equals(databaseUser)).findFirst();
  }

  @Override
  public Optional<TenantId> bySchema(String schema) {
    return byUser(schema);
  }
}
