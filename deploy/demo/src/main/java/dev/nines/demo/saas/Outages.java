package dev.nines.demo.saas;

import dev.nines.slo.model.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes databases and the API go away, and brings them back.
///
/// A tenant's database goes away by locking its account and ending its connections, as a wrong
/// password rotation would do it. Calls exclude each other.
final class Outages implements Faults.Effects {

  private final DatabaseAddress address;
  private final Optional<DatabaseServer> server;
  private final Map<TenantId, DemoTenant> tenants;
  private final Runnable openApi;
  private final Runnable closeApi;

  private Set<TenantId> locked = Set.of();

  /// @param server the server, unless it is somebody else's: then all accounts are locked instead
  Outages(
      DatabaseAddress address,
      Optional<DatabaseServer> server,
      List<DemoTenant> tenants,
      Runnable openApi,
      Runnable closeApi) {
    this.address = address;
    this.server = server;
    this.tenants =
        tenants.stream().collect(Collectors.toUnmodifiableMap(DemoTenant::id, Function.identity()));
    this.openApi = openApi;
    this.closeApi = closeApi;
  }

  @Override
  public synchronized void reach(Faults.Outage outage) {
    if (outage.everythingDown()) {
      closeApi.run();
    }
    boolean standStill = outage.serverDown() || outage.everythingDown();
    try {
      if (server.isPresent() && standStill) {
        server.get().stop();
      } else {
        server.ifPresent(DatabaseServer::start);
        lock(standStill ? tenants.keySet() : outage.locked());
      }
    } catch (SQLException | IllegalStateException e) {
      throw new Faults.EffectFailed("The database server does not do it: " + e.getMessage(), e);
    }
    if (!outage.everythingDown()) {
      openApi.run();
    }
  }

  private void lock(Set<TenantId> lockNow) throws SQLException {
    if (lockNow.equals(locked)) {
      return;
    }
    try (Connection connection = address.administer();
        Statement statement = connection.createStatement()) {
      for (TenantId id : difference(locked, lockNow)) {
        statement.execute("ALTER USER %s ACCOUNT UNLOCK".formatted(account(id)));
      }
      for (TenantId id : difference(lockNow, locked)) {
        statement.execute("ALTER USER %s ACCOUNT LOCK".formatted(account(id)));
        statement.execute("KILL USER " + account(id));
      }
    }
    locked = Set.copyOf(lockNow);
  }

  private String account(TenantId id) {
    DemoTenant tenant = tenants.get(id);
    if (tenant == null) {
      throw new IllegalStateException("no tenant " + id);
    }
    return address.account(tenant.databaseUser());
  }

  private static Set<TenantId> difference(Set<TenantId> from, Set<TenantId> without) {
    var rest = new HashSet<>(from);
    rest.removeAll(without);
    return rest;
  }
}
