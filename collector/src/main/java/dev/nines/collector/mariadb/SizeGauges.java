package dev.nines.collector.mariadb;

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

/// Size, rows and tables of each tenant's database, from InnoDB's statistics, which the server
/// refreshes when a tenth of a table has changed. One statement of some 50 ms for 5,000 schemas;
/// `information_schema.TABLES` would open every table.
record SizeGauges(String server, ServerTenants tenants, SeriesBook book, SizeHistory history)
    implements GaugeGroup {

  static final String BYTES = "nines_mariadb_size_bytes";
  static final String GROWTH = "nines_mariadb_growth_bytes_per_day";
  static final String ROWS = "nines_mariadb_rows";
  static final String TABLES = "nines_mariadb_tables";

  private static final String SQL =
      """
      SELECT NULL, database_name,
        SUM(clustered_index_size + sum_of_other_index_sizes) * @@innodb_page_size,
        SUM(n_rows), COUNT(*)
      FROM mysql.innodb_table_stats GROUP BY database_name\
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
    var rowCount = ByTenant.sum(ROWS, SampleKind.GAUGE, tenants, book);
    var tables = ByTenant.sum(TABLES, SampleKind.GAUGE, tenants, book);
    var samples = new ArrayList<>(ByTenant.read(connection, SQL, bytes, rowCount, tables));
    samples.addAll(history.growth(GROWTH, book, server, at, bytes.values()));
    return samples;
  }
}
