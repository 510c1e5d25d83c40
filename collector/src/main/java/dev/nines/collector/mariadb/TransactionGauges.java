package dev.nines.collector.mariadb;

import dev.nines.collector.database.ByTenant;
import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
    return ByTenant.read(server, SQL, open, oldest, waits, longest);
  }
}
