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

/// Statements that ended with an error and rows that were examined, by tenant. One statement over
/// performance_schema whose cost grows with the number of users (270 ms of the server's time for
/// 1,000), so it is read each five minutes.
record ErrorGauges(ServerTenants tenants, SeriesBook book) implements GaugeGroup {

  static final String ERRORS = "nines_mariadb_statement_errors_total";
  static final String EXAMINED = "nines_mariadb_rows_examined_total";

  private static final String SQL =
      """
      SELECT user, NULL, SUM(sum_errors), SUM(sum_rows_examined)
      FROM performance_schema.events_statements_summary_by_user_by_event_name
      WHERE user IS NOT NULL AND count_star > 0 GROUP BY user\
      """;

  @Override
  public String name() {
    return "errors";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public List<Sample> read(ServerConnection server, Instant at) throws SQLException {
    var errors = ByTenant.sum(ERRORS, SampleKind.CUMULATIVE, tenants, book);
    var examined = ByTenant.sum(EXAMINED, SampleKind.CUMULATIVE, tenants, book);
    return ByTenant.read(server, SQL, errors, examined);
  }
}
