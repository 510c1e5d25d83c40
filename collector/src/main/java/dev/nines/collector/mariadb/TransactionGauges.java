package dev.nines.collector.mariadb;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Open transactions by tenant and how old the oldest is; how many of them wait for a row's lock,
/// and since when the longest.
record TransactionGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String TRANSACTIONS = "nines_mariadb_transactions";
  static final String OLDEST = "nines_mariadb_oldest_transaction_seconds";
  static final String ROW_WAITS = "nines_mariadb_row_lock_waits";
  static final String LONGEST_WAIT = "nines_mariadb_longest_row_lock_wait_seconds";

  private static final String SQL =
      """
      SELECT p.user, p.db, COUNT(*), MAX(TIMESTAMPDIFF(SECOND, t.trx_started, NOW())),
        COUNT(t.trx_wait_started),
        COALESCE(MAX(TIMESTAMPDIFF(SECOND, t.trx_wait_started, NOW())), 0)
      FROM information_schema.innodb_trx t
      JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
      GROUP BY p.user, p.db\
      """;

  @Override
  public String name() {
    return "transactions";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection server, Instant at) throws SQLException {
    var open = ByTenant.sum(TRANSACTIONS, SampleKind.GAUGE, tenants, book);
    var oldest = ByTenant.max(OLDEST, tenants, book);
    var waits = ByTenant.sum(ROW_WAITS, SampleKind.GAUGE, tenants, book);
    var longest = ByTenant.max(LONGEST_WAIT, tenants, book);
    server.query(
        SQL,
        rows -> {
          while (rows.next()) {
            String user = rows.getString(1);
            String schema = rows.getString(2);
            open.add(user, schema, rows.getDouble(3));
            oldest.add(user, schema, rows.getDouble(4));
            waits.add(user, schema, rows.getDouble(5));
            longest.add(user, schema, rows.getDouble(6));
          }
          return rows;
        });
    var samples = new ArrayList<Sample>();
    for (ByTenant each : List.of(open, oldest, waits, longest)) {
      samples.addAll(each.samples());
    }
    return samples;
  }
}
