package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a server's counters by user: one statement for all tenants each.
final class UserReader {
  private static final String SETTINGS =
      """
      SELECT @@performance_schema, @@userstat, @@global.long_query_time,
        @@global.min_examined_row_limit, @@global.log_queries_not_using_indexes,
        (SELECT COUNT(*) FROM information_schema.system_variables
          WHERE variable_name IN ('LONG_QUERY_TIME', 'LOG_SLOW_QUERY_TIME',
            'MIN_EXAMINED_ROW_LIMIT', 'LOG_SLOW_MIN_EXAMINED_ROW_LIMIT',
            'LOG_QUERIES_NOT_USING_INDEXES')
          AND global_value_origin = 'SQL'),
        @@event_scheduler = 'ON', CONNECTION_ID(), CONCAT_WS('/', @@hostname, @@port, @@server_id)\
      """;

  private static final String STATUS =
      """
      SELECT variable_name, variable_value FROM information_schema.global_status
      WHERE variable_name IN ('UPTIME', 'UPTIME_SINCE_FLUSH_STATUS', 'SLOW_QUERIES',
        'PERFORMANCE_SCHEMA_USERS_LOST', 'PERFORMANCE_SCHEMA_THREAD_INSTANCES_LOST',
        'SLAVES_RUNNING')\
      """;

  private static final String TOTALS =
      """
      SELECT user, select_commands + update_commands, total_connections,
        select_commands + update_commands + other_commands
      FROM information_schema.user_statistics\
      """;

  static final String SLOW =
      """
      SELECT user, variable_name, CAST(variable_value AS UNSIGNED)
      FROM performance_schema.status_by_user
      WHERE user IS NOT NULL AND (variable_name = 'Slow_queries'
        OR (variable_name = 'Questions' AND user = SUBSTRING_INDEX(USER(), '@', 1)))\
      """;

  /// What a client sends, of the kinds that user_statistics counts too.
  private static final String SENT_BY_CLIENTS =
      """
      (event_name LIKE 'statement/sql/%' AND event_name NOT LIKE 'statement/sql/show%'
        OR event_name IN ('statement/com/Execute', 'statement/com/Bulk_execute'))\
      """;

  private static final String SENT =
      "SELECT SUM(count_star)"
          + " FROM performance_schema.events_statements_summary_global_by_event_name WHERE "
          + SENT_BY_CLIENTS;

  private static final String SENT_BY_USER =
      "SELECT user, SUM(count_star), SUM(IF(event_name IN "
          + RingReader.STATEMENTS
          + ", count_star, 0))"
          + " FROM performance_schema.events_statements_summary_by_user_by_event_name"
          + " WHERE count_star > 0 AND user IS NOT NULL AND "
          + SENT_BY_CLIENTS
          + " GROUP BY user";

  private static final String ALL_COUNTED =
      """
      SELECT NOT EXISTS (SELECT 1 FROM performance_schema.setup_instruments WHERE enabled = 'NO'
          AND (name LIKE 'statement/sql/%' OR name = 'statement/com/Execute'))
        AND NOT EXISTS (SELECT 1 FROM performance_schema.setup_actors WHERE enabled = 'NO')
        AND EXISTS (SELECT 1 FROM performance_schema.setup_actors WHERE host = '%' AND user = '%')\
      """;

  private static final String LOCK_WAITS =
      """
      SELECT user, count_star FROM performance_schema.events_waits_summary_by_user_by_event_name
      WHERE event_name = 'wait/lock/metadata/sql/mdl' AND user IS NOT NULL AND count_star > 0\
      """;

  private static final String NEWEST_CONNECTION =
      "SELECT MAX(id) FROM information_schema.processlist";

  private static final String OLD_CONNECTIONS =
      "SELECT user, COUNT(*) FROM information_schema.processlist WHERE id <= ";

  private final MySqlUserReader mySql;

  /// @param threshold over which a statement is slow
  UserReader(Duration threshold) {
    this.mySql = new MySqlUserReader(threshold);
  }

  /// The totals are read before the slow counts, because [StatementCount] relies on it, and the
  /// status before and after both, because [Continuity] does.
  ///
  /// @param inner decides whether users are looked at one by one
  UserSnapshot read(ServerConnection server, Instant at, InnerStatements inner)
      throws SQLException, SourceException {
    return switch (ServerFamily.of(server)) {
      case MARIADB -> readMariaDb(server, at, inner);
      case MYSQL -> mySql.read(server, at);
    };
  }

  private static UserSnapshot readMariaDb(
      ServerConnection server, Instant at, InnerStatements inner)
      throws SQLException, SourceException {
    Settings settings = server.query(SETTINGS, rows -> settings(ServerFamily.MARIADB, rows));
    Status before = server.query(STATUS, UserReader::status);
    long countedBefore = server.query(SENT, UserReader::firstNumber);
    Map<String, UserCounters> users = server.query(TOTALS, UserReader::totals);
    long countedAfter = server.query(SENT, UserReader::firstNumber);
    Optional<TopLevel.ByUser> byUser =
        inner.mustLook(at, users, countedAfter) ? Optional.of(look(server)) : Optional.empty();
    long ownQuestions = server.query(SLOW, rows -> addSlow(rows, users));
    Status after = server.query(STATUS, UserReader::status);
    var top = new TopLevel(countedBefore, countedAfter, byUser);
    return new UserSnapshot(at, settings, before, users, ownQuestions, top, after);
  }

  /// Waits for metadata locks by user, since the server's start.
  Map<String, Long> lockWaits(ServerConnection server) throws SQLException {
    return server.query(LOCK_WAITS, UserReader::countsByUser);
  }

  /// The id of the newest connection; later ones have greater ids.
  long newestConnection(ServerConnection server) throws SQLException {
    return server.query(NEWEST_CONNECTION, UserReader::firstNumber);
  }

  /// How many connections each user holds that are not newer than `connectionId`.
  Map<String, Long> connectionsUpTo(ServerConnection server, long connectionId)
      throws SQLException {
    return server.query(
        OLD_CONNECTIONS + connectionId + " GROUP BY user", UserReader::countsByUser);
  }

  private static TopLevel.ByUser look(ServerConnection server) throws SQLException {
    boolean complete = server.query(ALL_COUNTED, UserReader::firstNumber) == 1;
    Map<String, TopLevel.Counts> counts = server.query(SENT_BY_USER, UserReader::sentByUser);
    return new TopLevel.ByUser(counts, server.query(TOTALS, UserReader::totals), complete);
  }

  private static Map<String, TopLevel.Counts> sentByUser(ResultSet rows) throws SQLException {
    var counts = new HashMap<String, TopLevel.Counts>();
    while (rows.next()) {
      counts.put(rows.getString(1), new TopLevel.Counts(rows.getLong(2), rows.getLong(3)));
    }
    return counts;
  }

  static long firstNumber(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getLong(1) : 0;
  }

  static Settings settings(ServerFamily family, ResultSet row) throws SQLException {
    if (!row.next()) {
      throw new SQLException("the server gave no settings");
    }
    return new Settings(
        family,
        row.getString(9),
        row.getBoolean(1),
        row.getBoolean(2),
        row.getDouble(3),
        row.getLong(4),
        row.getBoolean(5),
        row.getLong(6) > 0,
        row.getBoolean(7),
        row.getLong(8));
  }

  static Status status(ResultSet rows) throws SQLException {
    var values = new TreeMap<String, Long>(String.CASE_INSENSITIVE_ORDER);
    while (rows.next()) {
      values.put(rows.getString(1), rows.getLong(2));
    }
    return new Status(
        values.getOrDefault("UPTIME", 0L),
        values.getOrDefault("UPTIME_SINCE_FLUSH_STATUS", 0L),
        values.getOrDefault("SLOW_QUERIES", 0L),
        values.getOrDefault("PERFORMANCE_SCHEMA_USERS_LOST", 0L),
        values.getOrDefault("PERFORMANCE_SCHEMA_THREAD_INSTANCES_LOST", 0L),
        values.getOrDefault("SLAVES_RUNNING", 0L));
  }

  private static Map<String, UserCounters> totals(ResultSet rows) throws SQLException {
    var users = new HashMap<String, UserCounters>();
    while (rows.next()) {
      users.put(
          rows.getString(1),
          new UserCounters(rows.getLong(2), rows.getLong(4), rows.getLong(3), 0, false));
    }
    return users;
  }

  static long addSlow(ResultSet rows, Map<String, UserCounters> users) throws SQLException {
    long ownQuestions = 0;
    while (rows.next()) {
      String user = rows.getString(1);
      long value = rows.getLong(3);
      if (rows.getString(2).equalsIgnoreCase("Questions")) {
        ownQuestions = value;
        continue;
      }
      users.put(user, users.getOrDefault(user, UserCounters.NONE).withSlow(value));
    }
    return ownQuestions;
  }

  private static Map<String, Long> countsByUser(ResultSet rows) throws SQLException {
    var counts = new HashMap<String, Long>();
    while (rows.next()) {
      counts.merge(rows.getString(1), rows.getLong(2), Long::sum);
    }
    return counts;
  }
}
