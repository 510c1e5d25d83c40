package dev.nines.collector.mariadb;

import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.ServerConnection;
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

  @Override
  public String name() {
    return "replication";
  }

  @Override
  public Duration every() {
    return Duration.ZERO;
  }

  @Override
  public List<Sample> read(ServerConnection connection, Instant at) throws SQLException {
    return connection.query(
        "SHOW ALL SLAVES STATUS",
        rows -> {
          var samples = new ArrayList<Sample>();
          while (rows.next()) {
            String channel = rows.getString("Connection_name");
            boolean running =
                "Yes".equals(rows.getString("Slave_IO_Running"))
                    && "Yes".equals(rows.getString("Slave_SQL_Running"));
            samples.add(new Sample(series(RUNNING, channel), running ? 1 : 0));
            double lag = rows.getDouble("Seconds_Behind_Master");
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
