package dev.nines.demo.saas;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nines.slo.model.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A small connection pool for each tenant, of the tenant's own user. The pool is also what limits
/// how much of the server a tenant can take.
final class TenantDatabases implements AutoCloseable {

  private static final int CONNECTIONS_PER_TENANT = 4;
  private static final long WAIT_MILLIS = 900;
  private static final long VALIDATION_MILLIS = 500;

  private final Map<TenantId, Pool> pools;

  TenantDatabases(List<DemoTenant> tenants, DatabaseAddress address, Passwords passwords) {
    pools =
        tenants.stream()
            .map(tenant -> new Pool(tenant, pool(tenant, address, passwords)))
            .collect(Collectors.toUnmodifiableMap(pool -> pool.tenant.id(), Function.identity()));
  }

  Optional<DemoTenant> tenant(String id) {
    return TenantId.isValid(id)
        ? Optional.ofNullable(pools.get(new TenantId(id))).map(Pool::tenant)
        : Optional.empty();
  }

  /// A connection of this tenant; waits for at most 0.9 s.
  Connection connect(DemoTenant tenant) throws SQLException {
    Pool pool = pools.get(tenant.id());
    if (pool == null) {
      throw new IllegalArgumentException("no pool for tenant " + tenant.id());
    }
    return pool.source.getConnection();
  }

  @Override
  public void close() {
    pools.values().forEach(pool -> pool.source.close());
  }

  private static HikariDataSource pool(
      DemoTenant tenant, DatabaseAddress address, Passwords passwords) {
    var config = new HikariConfig();
    config.setPoolName(tenant.id().value());
    config.setJdbcUrl(address.urlOf(tenant.database()));
    config.setUsername(tenant.databaseUser());
    config.setPassword(passwords.of(tenant.databaseUser()));
    config.setMaximumPoolSize(CONNECTIONS_PER_TENANT);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setValidationTimeout(VALIDATION_MILLIS);
    // The API starts, and says that it is degraded, while its database is down.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private record Pool(DemoTenant tenant, HikariDataSource source) {}
}
