package dev.nines.collector.mariadb;

import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether the server follows its primary and how far behind it is. A lag that the server does not
/// know (its SQL thread stands) is no sample, never zero; `…_running` is 0 then.
record ReplicationGauges(String server) implements GaugeGroup {

  static final String LAG = "nines_mariadb_replication_lag_seconds";
  static final String RUNNING = "nines_mariadb_replication_running";

  /// What the two families call the same things.
  private record Words(
      String statement, String channel, String receives, String applies, String lag) {
    static Words of(ServerFamily family) {
      return switch (family) {
        case MARIADB ->
            new Words(
                "SHOW ALL SLAVES STATUS",
                "Connection_name",
                "Slave_IO_Running",
                "Slave_SQL_Running",
                "Seconds_Behind_Master");
        case MYSQL ->
            new Words(
                "SHOW REPLICA STATUS",
                "Channel_Name",
                "Replica_IO_Running",
                "Replica_SQL_Running",
                "Seconds_Behind_Source");
      };
    }
  }

  @Override
  public String name() {
    return "replication";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection connection, Instant at)
      throws SQLException, SourceException {
    Words words = Words.of(ServerFamily.of(connection));
    return connection.query(
        words.statement(),
        rows -> {
          var samples = new ArrayList<Sample>();
          while (rows.next()) {
            String channel = rows.getString(words.channel());
            boolean running =
                "Yes".equals(rows.getString(words.receives()))
                    && "Yes".equals(rows.getString(words.applies()));
            samples.add(new Sample(series(RUNNING, channel), running ? 1 : 0));
            double lag = rows.getDouble(words.lag());
            if (!rows.wasNull()) {
              samples.add(new Sample(series(LAG, channel), lag));
            }
          }
          return samples;
        });
  }

  private Series series(String name, String channel) {
    return new Series(name, Map.of("server", server, "channel", channel), SampleKind.GAUGE);
  }
}
