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

/// How old the last whole backup is, by the history that `mariadb-backup --history=NAME` writes.
/// Its table exists from the first backup on; without it the age is unknown, and the group says so.
record BackupGauges(String server) implements GaugeGroup {

  static final String AGE = "nines_mariadb_backup_age_seconds";

  private static final String SQL =
      """
      SELECT COALESCE(name, ''), TIMESTAMPDIFF(SECOND, MAX(end_time), NOW())
      FROM mysql.mariadb_backup_history WHERE partial = 'N' GROUP BY name\
      """;

  @Override
  public String name() {
    return "backups";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public List<Sample> read(ServerConnection connection, Instant at) throws SQLException {
    return connection.query(
        SQL,
        rows -> {
          var samples = new ArrayList<Sample>();
          while (rows.next()) {
            var labels = Map.of("server", server, "backup", rows.getString(1));
            samples.add(new Sample(new Series(AGE, labels, SampleKind.GAUGE), rows.getDouble(2)));
          }
          return samples;
        });
  }
}
