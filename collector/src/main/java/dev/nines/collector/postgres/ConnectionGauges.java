package dev.nines.collector.postgres;

import dev.nines.collector.database.ByTenant;
import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.LimitUse;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Connections by tenant and what they do; the share in use of what the tenant's role or, failing
/// that, its database may have. A tenant without a limit has no share.
record ConnectionGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String CONNECTIONS = "nines_postgres_connections";
  static final String ACTIVE = "nines_postgres_connections_active";
  static final String IDLE_IN_TRANSACTION = "nines_postgres_connections_idle_in_transaction";
  static final String LOCK_WAITS = "nines_postgres_lock_waits";
  static final String LIMIT = "nines_postgres_connections_limit";
  static final String USE = "nines_postgres_connections_use_ratio";

  private static final String SESSIONS =
      """
      SELECT usename, datname, count(*), count(*) FILTER (WHERE state = 'active'),
        count(*) FILTER (WHERE state LIKE 'idle in transaction%'),
        count(*) FILTER (WHERE wait_event_type = 'Lock')
      FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY usename, datname\
      """;

  private static final String LIMITS =
      """
      SELECT rolname, NULL, rolconnlimit FROM pg_roles WHERE rolconnlimit >= 0
      UNION ALL SELECT NULL, datname, datconnlimit FROM pg_database WHERE datconnlimit >= 0\
      """;

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection server, Instant at) throws SQLException {
    var connections = ByTenant.sum(CONNECTIONS, SampleKind.GAUGE, tenants, book);
    var active = ByTenant.sum(ACTIVE, SampleKind.GAUGE, tenants, book);
    var idle = ByTenant.sum(IDLE_IN_TRANSACTION, SampleKind.GAUGE, tenants, book);
    var waits = ByTenant.sum(LOCK_WAITS, SampleKind.GAUGE, tenants, book);
    var samples =
        new ArrayList<>(ByTenant.read(server, SESSIONS, connections, active, idle, waits));
    samples.addAll(
        new LimitUse(book, LIMIT, USE)
            .samples(server.query(LIMITS, this::limits), connections.values()));
    return samples;
  }

  /// The smaller one, where both the role and the database have a limit.
  private Map<TenantId, Double> limits(ResultSet rows) throws SQLException {
    var limits = new HashMap<TenantId, Double>();
    while (rows.next()) {
      Optional<TenantId> tenant = ByTenant.tenantOf(tenants, rows.getString(1), rows.getString(2));
      double limit = rows.getDouble(3);
      if (tenant.isPresent() && limit > 0) {
        limits.merge(tenant.get(), limit, Math::min);
      }
    }
    return limits;
  }
}
