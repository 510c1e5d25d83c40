package dev.nines.collector.mariadb;

import dev.nines.collector.database.ByTenant;
import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.LimitUse;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.SourceException;
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

/// Connections by tenant, how many of them work, and the share of what the tenant's account is
/// allowed (`MAX_USER_CONNECTIONS`) that is in use. A tenant without a limit has no share. Texts of
/// statements are not asked for.
record ConnectionGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String CONNECTIONS = "nines_mariadb_connections";
  static final String ACTIVE = "nines_mariadb_connections_active";
  static final String LIMIT = "nines_mariadb_connections_limit";
  static final String USE = "nines_mariadb_connections_use_ratio";
  static final String METADATA_WAITS = "nines_mariadb_metadata_lock_waits";

  private static final String PROCESSES =
      """
      SELECT user, db, COUNT(*), SUM(command <> 'Sleep'), SUM(state LIKE 'Waiting for table%')
      FROM information_schema.processlist GROUP BY user, db\
      """;

  private static final String LIMITS =
      """
      SELECT user, IF(max_user_connections > 0, max_user_connections, @@GLOBAL.max_user_connections)
      FROM mysql.user\
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
  public List<Sample> read(ServerConnection server, Instant at)
      throws SQLException, SourceException {
    String limitsSql =
        switch (ServerFamily.of(server)) {
          case MARIADB -> LIMITS + " WHERE is_role = 'N'";
          case MYSQL -> LIMITS;
        };
    var connections = ByTenant.sum(CONNECTIONS, SampleKind.GAUGE, tenants, book);
    var active = ByTenant.sum(ACTIVE, SampleKind.GAUGE, tenants, book);
    var waits = ByTenant.sum(METADATA_WAITS, SampleKind.GAUGE, tenants, book);
    var open = new HashMap<TenantId, Double>();
    server.query(
        PROCESSES,
        rows -> {
          while (rows.next()) {
            ByTenant.addRow(rows, connections, active, waits);
            double count = rows.getDouble(3);
            tenants
                .byUser(rows.getString(1))
                .ifPresent(tenant -> open.merge(tenant, count, Double::sum));
          }
          return open;
        });
    var samples = new ArrayList<>(ByTenant.samples(connections, active, waits));
    samples.addAll(
        new LimitUse(book, LIMIT, USE).samples(server.query(limitsSql, this::limits), open));
    return samples;
  }

  /// The greatest one of a user's accounts.
  private Map<TenantId, Double> limits(ResultSet rows) throws SQLException {
    var limits = new HashMap<TenantId, Double>();
    while (rows.next()) {
      Optional<TenantId> tenant = tenants.byUser(rows.getString(1));
      double limit = rows.getDouble(2);
      if (tenant.isPresent() && limit > 0) {
        limits.merge(tenant.get(), limit, Math::max);
      }
    }
    return limits;
  }
}
