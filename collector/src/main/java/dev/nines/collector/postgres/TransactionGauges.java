package dev.nines.collector.postgres;

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

/// Open transactions by tenant, how old the oldest is, how long the longest running statement runs,
/// and since when the longest wait for a lock lasts. What is still running is in no count yet.
record TransactionGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String TRANSACTIONS = "nines_postgres_transactions";
  static final String OLDEST = "nines_postgres_oldest_transaction_seconds";
  static final String LONGEST_STATEMENT = "nines_postgres_longest_running_statement_seconds";
  static final String LONGEST_WAIT = "nines_postgres_longest_lock_wait_seconds";

  private static final String SQL =
      """
      SELECT usename, datname, 1, extract(epoch FROM clock_timestamp() - xact_start),
        CASE WHEN state = 'active' THEN extract(epoch FROM clock_timestamp() - query_start)
          ELSE 0 END,
        coalesce((SELECT extract(epoch FROM clock_timestamp() - min(l.waitstart)) FROM pg_locks l
          WHERE l.pid = a.pid AND NOT l.granted), 0)
      FROM pg_stat_activity a
      WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()\
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
    return ByTenant.read(
        server,
        SQL,
        ByTenant.sum(TRANSACTIONS, SampleKind.GAUGE, tenants, book),
        ByTenant.max(OLDEST, tenants, book),
        ByTenant.max(LONGEST_STATEMENT, tenants, book),
        ByTenant.max(LONGEST_WAIT, tenants, book));
  }
}
