package dev.nines.collector.postgres;

import dev.nines.collector.database.ByTenant;
import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SizeHistory;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How large each tenant's database is: its files if it has one of its own, or what the catalog
/// says of its schema's tables (as of their last `VACUUM` or `ANALYZE`) if it shares the one that
/// the gateway is connected to. Reading the sizes of all tables would ask the file system for each.
record SizeGauges(String server, ServerTenants tenants, SeriesBook book, SizeHistory history)
    implements GaugeGroup {

  static final String BYTES = "nines_postgres_size_bytes";
  static final String GROWTH = "nines_postgres_growth_bytes_per_day";

  private static final String CONNECTED_DATABASE = "SELECT current_database()";

  private static final String DATABASES =
      """
      SELECT NULL, datname, pg_database_size(oid) FROM pg_database
      WHERE NOT datistemplate AND datallowconn\
      """;

  private static final String OTHER_DATABASES = " AND datname <> current_database()";

  /// Indexes are in their table's schema, its TOAST table is not.
  private static final String SCHEMAS =
      """
      SELECT NULL, n.nspname, sum(c.relpages::bigint + coalesce(t.relpages, 0)) * 8192
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
      WHERE c.relkind IN ('r', 'm', 'i') AND n.nspname <> 'pg_toast' GROUP BY n.nspname\
      """;

  @Override
  public String name() {
    return "sizes";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public List<Sample> read(ServerConnection connection, Instant at) throws SQLException {
    var bytes = ByTenant.sum(BYTES, SampleKind.GAUGE, tenants, book);
    String connected =
        connection.query(CONNECTED_DATABASE, row -> row.next() ? row.getString(1) : "");
    List<Sample> sizes;
    if (tenants.bySchema(connected).isPresent()) {
      sizes = ByTenant.read(connection, DATABASES, bytes);
    } else {
      ByTenant.read(connection, SCHEMAS, bytes);
      sizes = ByTenant.read(connection, DATABASES + OTHER_DATABASES, bytes);
    }
    var samples = new ArrayList<>(sizes);
    samples.addAll(history.growth(GROWTH, book, server, at, bytes.values()));
    return samples;
  }
}
