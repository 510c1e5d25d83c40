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

/// What each tenant's statements made the server do: rows read, time it was busy, rows changed.
/// Needs `userstat` and a user for each tenant.
record WorkGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String ROWS_READ = "nines_mariadb_rows_read_total";

  private static final List<String> NAMES =
      List.of(
          ROWS_READ,
          "nines_mariadb_rows_changed_total",
          "nines_mariadb_busy_seconds_total",
          "nines_mariadb_lost_connections_total",
          "nines_mariadb_denied_connections_total",
          "nines_mariadb_statement_timeouts_total");

  private static final String SQL =
      """
      SELECT user, NULL, rows_read, rows_inserted + rows_updated + rows_deleted, busy_time,
        lost_connections, denied_connections, max_statement_time_exceeded
      FROM information_schema.user_statistics\
      """;

  @Override
  public String name() {
    return "work";
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
