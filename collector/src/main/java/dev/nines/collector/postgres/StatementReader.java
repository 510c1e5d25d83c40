package dev.nines.collector.postgres;

import dev.nines.collector.database.ServerConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the server's counters of statements: one statement for all tenants, without any text.
final class StatementReader {
  private static final String SETUP =
      """
      SELECT current_setting('server_version_num')::int,
        (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
          WHERE e.extname = 'pg_stat_statements'),
        current_setting('pg_stat_statements.track', true),
        coalesce(current_setting('compute_query_id', true), 'auto') <> 'off',
        coalesce(current_setting('pg_stat_statements.track_utility', true), 'on') = 'on',
        pg_has_role(current_user, 'pg_read_all_stats', 'USAGE'),
        coalesce(current_setting('pg_stat_statements.max', true)::bigint, 0)\
      """;

  private static final String ROLES = "SELECT oid::bigint, rolname FROM pg_roles";
  private static final String DATABASES = "SELECT oid::bigint, datname FROM pg_database";

  Setup setup(ServerConnection server) throws SQLException {
    return server.query(
        SETUP,
        row -> {
          row.next();
          return new Setup(
              row.getInt(1),
              Optional.ofNullable(row.getString(2)),
              Optional.ofNullable(row.getString(3)),
              row.getBoolean(4),
              row.getBoolean(5),
              row.getBoolean(6),
              row.getLong(7));
        });
  }

  /// @param extensionSchema where the extension was created
  StatementSnapshot read(ServerConnection server, String extensionSchema) throws SQLException {
    String schema = PostgresRole.named(extensionSchema);
    Upkeep before = upkeep(server, schema);
    Map<StatementEntry.Key, StatementEntry> entries =
        server.query(statementsOf(schema), StatementReader::entries);
    Upkeep after = upkeep(server, schema);
    return new StatementSnapshot(
        after.resetAt == before.resetAt ? after.resetAt : Double.NaN,
        after.evictions,
        entries,
        server.query(ROLES, StatementReader::names),
        server.query(DATABASES, StatementReader::names));
  }

  /// Only what a client sent itself: with `track = all` a function's own statements have rows too.
  private static String statementsOf(String schema) {
    return """
    SELECT userid::bigint, dbid::bigint, queryid, calls, total_exec_time, min_exec_time,
      max_exec_time, mean_exec_time, stddev_exec_time
    FROM %s.pg_stat_statements(false)
    WHERE toplevel AND queryid IS NOT NULL AND calls > 0
      AND userid <> (SELECT oid FROM pg_roles WHERE rolname = current_user)\
    """
        .formatted(schema);
  }

  private static Upkeep upkeep(ServerConnection server, String schema) throws SQLException {
    return server.query(
        "SELECT dealloc, extract(epoch FROM stats_reset) FROM %s.pg_stat_statements_info"
            .formatted(schema),
        row -> {
          row.next();
          return new Upkeep(row.getLong(1), row.getDouble(2));
        });
  }

  private static Map<StatementEntry.Key, StatementEntry> entries(ResultSet rows)
      throws SQLException {
    var entries = new HashMap<StatementEntry.Key, StatementEntry>();
    while (rows.next()) {
      entries.put(
          new StatementEntry.Key(rows.getLong(1), rows.getLong(2), rows.getLong(3)),
          StatementEntry.of(
              rows.getLong(4),
              rows.getDouble(5),
              rows.getDouble(6),
              rows.getDouble(7),
              rows.getDouble(8),
              rows.getDouble(9)));
    }
    return entries;
  }

  private static Map<Long, String> names(ResultSet rows) throws SQLException {
    var names = new HashMap<Long, String>();
    while (rows.next()) {
      names.put(rows.getLong(1), rows.getString(2));
    }
    return names;
  }

  private record Upkeep(long evictions, double resetAt) {}
}
