package dev.nines.collector.postgres;

import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The server as a whole: connections against their limit, how much of the transaction numbers is
/// used up before the server stops to protect itself, and whether its log is archived.
record ServerGauges(SeriesBook book) implements GaugeGroup {

  private static final double TRANSACTION_NUMBERS = 1L << 31;

  private static final String SQL =
      """
      SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true)::int, 0),
        (SELECT max(age(datfrozenxid)) FROM pg_database),
        (SELECT archived_count FROM pg_stat_archiver),
        (SELECT failed_count FROM pg_stat_archiver),
        CASE WHEN current_setting('archive_mode') = 'off' THEN NULL ELSE
          (SELECT extract(epoch FROM clock_timestamp() - last_archived_time)
            FROM pg_stat_archiver) END\
      """;

  @Override
  public String name() {
    return "server";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection server, Instant at) throws SQLException {
    return server.query(
        SQL,
        row -> {
          row.next();
          double connections = row.getDouble(1);
          double limit = row.getDouble(2);
          var samples = new ArrayList<Sample>();
          samples.add(gauge("connections", connections));
          samples.add(gauge("connections_limit", limit));
          samples.add(gauge("connections_use_ratio", connections / limit));
          samples.add(
              gauge("transaction_numbers_use_ratio", row.getDouble(3) / TRANSACTION_NUMBERS));
          samples.add(count("archived_segments_total", row.getDouble(4)));
          samples.add(count("archive_failures_total", row.getDouble(5)));
          double age = row.getDouble(6);
          if (!row.wasNull()) {
            samples.add(gauge("archive_age_seconds", age));
          }
          return samples;
        });
  }

  private Sample gauge(String name, double value) {
    return new Sample(book.ofServer("nines_postgres_server_" + name, SampleKind.GAUGE), value);
  }

  private Sample count(String name, double value) {
    return new Sample(book.ofServer("nines_postgres_server_" + name, SampleKind.CUMULATIVE), value);
  }
}
