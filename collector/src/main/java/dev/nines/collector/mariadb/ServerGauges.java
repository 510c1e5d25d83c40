package dev.nines.collector.mariadb;

import dev.nines.collector.database.GaugeGroup;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The server as a whole: connections against their limit, buffer pool, row locks, deadlocks. From
/// the global status, which needs no privilege; a MySQL has two of them among InnoDB's metrics.
record ServerGauges(SeriesBook book) implements GaugeGroup {

  private static final Map<String, String> LEVELS =
      Map.of(
          "THREADS_CONNECTED", "nines_mariadb_server_connections",
          "THREADS_RUNNING", "nines_mariadb_server_connections_running",
          "INNODB_ROW_LOCK_CURRENT_WAITS", "nines_mariadb_server_row_lock_waits",
          "INNODB_HISTORY_LIST_LENGTH", "nines_mariadb_server_history_list_length");

  private static final Map<String, String> COUNTS =
      Map.of(
          "CONNECTION_ERRORS_MAX_CONNECTIONS", "nines_mariadb_server_connections_refused_total",
          "ABORTED_CLIENTS", "nines_mariadb_server_clients_aborted_total",
          "INNODB_DEADLOCKS", "nines_mariadb_server_deadlocks_total",
          "INNODB_BUFFER_POOL_READ_REQUESTS", "nines_mariadb_server_buffer_pool_requests_total",
          "INNODB_BUFFER_POOL_READS", "nines_mariadb_server_buffer_pool_misses_total",
          "INNODB_BUFFER_POOL_WAIT_FREE", "nines_mariadb_server_buffer_pool_waits_total");

  private static final List<String> FURTHER =
      List.of("INNODB_BUFFER_POOL_PAGES_TOTAL", "INNODB_BUFFER_POOL_PAGES_FREE");

  private static final String STATUS =
      "SELECT UPPER(variable_name), variable_value FROM %s.global_status WHERE variable_name IN ("
          + String.join(
              ", ", List.of(quoted(LEVELS.keySet()), quoted(COUNTS.keySet()), quoted(FURTHER)))
          + ") UNION ALL SELECT 'LIMIT', @@max_connections";

  private static final String METRICS =
      """
       UNION ALL SELECT IF(name = 'lock_deadlocks', 'INNODB_DEADLOCKS', 'INNODB_HISTORY_LIST_LENGTH'),
        count FROM information_schema.innodb_metrics
      WHERE name IN ('lock_deadlocks', 'trx_rseg_history_len') AND status = 'enabled'\
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
  public List<Sample> read(ServerConnection server, Instant at)
      throws SQLException, SourceException {
    String sql =
        switch (ServerFamily.of(server)) {
          case MARIADB -> STATUS.formatted("information_schema");
          case MYSQL -> STATUS.formatted("performance_schema") + METRICS;
        };
    Map<String, Double> status = server.query(sql, ServerGauges::status);
    var samples = new ArrayList<Sample>();
    LEVELS.forEach((name, series) -> add(samples, series, SampleKind.GAUGE, status, name));
    COUNTS.forEach((name, series) -> add(samples, series, SampleKind.CUMULATIVE, status, name));
    add(samples, "nines_mariadb_server_connections_limit", SampleKind.GAUGE, status, "LIMIT");
    samples.add(
        gauge(
            "nines_mariadb_server_connections_use_ratio",
            status.getOrDefault("THREADS_CONNECTED", 0.0)
                / status.getOrDefault("LIMIT", Double.NaN)));
    samples.add(
        gauge(
            "nines_mariadb_server_buffer_pool_free_ratio",
            status.getOrDefault("INNODB_BUFFER_POOL_PAGES_FREE", 0.0)
                / status.getOrDefault("INNODB_BUFFER_POOL_PAGES_TOTAL", Double.NaN)));
    return samples;
  }

  private void add(
      List<Sample> samples,
      String series,
      SampleKind kind,
      Map<String, Double> status,
      String variable) {
    Double value = status.get(variable);
    if (value != null) {
      samples.add(new Sample(book.ofServer(series, kind), value));
    }
  }

  private Sample gauge(String name, double value) {
    return new Sample(book.ofServer(name, SampleKind.GAUGE), value);
  }

  private static Map<String, Double> status(ResultSet rows) throws SQLException {
    var status = new TreeMap<String, Double>();
    while (rows.next()) {
      status.put(rows.getString(1), rows.getDouble(2));
    }
    return status;
  }

  private static String quoted(Collection<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
