package dev.nines.collector.mariadb;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      SELECT database_name, SUM(clustered_index_size + sum_of_other_index_sizes) * @@innodb_page_size,
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
    var sizes = new HashMap<TenantId, Double>();
    connection.query(
        SQL,
        rows -> {
          while (rows.next()) {
            String schema = rows.getString(1);
            bytes.add(null, schema, rows.getDouble(2));
            rowCount.add(null, schema, rows.getDouble(3));
            tables.add(null, schema, rows.getDouble(4));
            Optional<TenantId> tenant = tenants.bySchema(schema);
            if (tenant.isPresent()) {
              sizes.merge(tenant.get(), rows.getDouble(2), Double::sum);
            }
          }
          return sizes;
        });
    var samples = new ArrayList<>(bytes.samples());
    samples.addAll(rowCount.samples());
    samples.addAll(tables.samples());
    samples.addAll(growth(sizes, at));
    return samples;
  }

  private List<Sample> growth(Map<TenantId, Double> sizes, Instant at) {
    var samples = new ArrayList<Sample>();
    sizes.forEach(
        (tenant, size) ->
            history
                .growthPerDay(server, tenant, at, size)
                .ifPresent(
                    growth ->
                        samples.add(
                            new Sample(book.ofTenant(GROWTH, tenant, SampleKind.GAUGE), growth))));
    return samples;
  }
}
