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

/// What the server counts for each database. Where tenants share one it is nobody's. An error ends
/// in a rollback, and so does an application's own `ROLLBACK`: the server does not tell them apart.
record DatabaseGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String ROLLBACKS = "nines_postgres_rollbacks_total";

  private static final List<String> NAMES =
      List.of(
          "nines_postgres_commits_total",
          ROLLBACKS,
          "nines_postgres_deadlocks_total",
          "nines_postgres_conflicts_total",
          "nines_postgres_rows_read_total",
          "nines_postgres_rows_changed_total",
          "nines_postgres_temporary_bytes_total",
          "nines_postgres_lost_connections_total",
          "nines_postgres_buffer_hits_total",
          "nines_postgres_buffer_misses_total");

  private static final String SQL =
      """
      SELECT NULL, datname, xact_commit, xact_rollback, deadlocks, conflicts, tup_returned,
        tup_inserted + tup_updated + tup_deleted, temp_bytes,
        sessions_abandoned + sessions_fatal + sessions_killed, blks_hit, blks_read
      FROM pg_stat_database WHERE datname IS NOT NULL\
      """;

  @Override
  public String name() {
    return "databases";
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
        NAMES.stream()
            .map(name -> ByTenant.sum(name, SampleKind.CUMULATIVE, tenants, book))
            .toArray(ByTenant[]::new));
  }
}
