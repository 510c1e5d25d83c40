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

/// How far behind standbys are: on a primary each one that is connected, on a standby itself. A lag
/// that nobody knows is no sample, never zero; `…_running` is 0 then.
record ReplicationGauges(SeriesBook book) implements GaugeGroup {

  static final String LAG = "nines_postgres_replication_lag_seconds";
  static final String LAG_BYTES = "nines_postgres_replication_lag_bytes";
  static final String RUNNING = "nines_postgres_replication_running";

  /// A primary that has sent everything and has been told so knows of no lag; it is 0 then. A
  /// standby that has replayed all that it received is up to date as long as it still receives.
  private static final String SQL =
      """
      SELECT coalesce(nullif(application_name, ''), client_addr::text, 'standby'),
        state = 'streaming',
        CASE WHEN replay_lsn = pg_current_wal_lsn() THEN 0
          ELSE extract(epoch FROM replay_lag) END,
        pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)
      FROM pg_stat_replication WHERE NOT pg_is_in_recovery()
      UNION ALL
      SELECT 'self', EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'),
        CASE WHEN NOT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') THEN NULL
          WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
          ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END,
        pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
      WHERE pg_is_in_recovery()\
      """;

  @Override
  public String name() {
    return "replication";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection server, Instant at) throws SQLException {
    return server.query(
        SQL,
        rows -> {
          var samples = new ArrayList<Sample>();
          while (rows.next()) {
            String standby = rows.getString(1);
            samples.add(sample(RUNNING, standby, rows.getBoolean(2) ? 1 : 0));
            double lag = rows.getDouble(3);
            if (!rows.wasNull()) {
              samples.add(sample(LAG, standby, lag));
            }
            double bytes = rows.getDouble(4);
            if (!rows.wasNull()) {
              samples.add(sample(LAG_BYTES, standby, bytes));
            }
          }
          return samples;
        });
  }

  private Sample sample(String name, String standby, double value) {
    return new Sample(book.ofServer(name, "standby", standby, SampleKind.GAUGE), value);
  }
}
