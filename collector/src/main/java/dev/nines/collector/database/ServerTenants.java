package dev.nines.collector.database;

import dev.nines.collector.isolation.Layout;
import dev.nines.collector.source.Diagnosis;
import dev.nines.slo.model.TenantId;
import java.util.Collection;
import java.util.Optional;

/// Which tenants one server holds, as known at the moment of the call. Implementations are safe
/// between threads and answer from memory.
public interface ServerTenants {

  /// The tenants that are expected on this server. Each has a sample in every whole reading, zero
  /// until its first statement.
  Collection<TenantId> tenants();

  /// What `nines doctor` says if nobody is here; empty if somebody is.
  default Optional<Diagnosis.Finding> nobodyHere() {
    return tenants().isEmpty()
        ? Optional.of(
            Diagnosis.Finding.problem(
                "no tenant is on this server",
                "let the tenants' query or file say database_user or database, and with several"
                    + " servers the label 'server'"))
        : Optional.empty();
  }

  /// Where each of them lives on this server.
  Collection<Layout.Home> homes();

  /// Whose application uses a database user; empty if no single tenant's does.
  Optional<TenantId> byUser(String databaseUser);

  /// Whose a database schema is.
  Optional<TenantId> bySchema(String schema);
}
