package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a MySQL's counters by user. It has no `USER_STATISTICS`: the totals are what clients sent,
/// by performance_schema, so nothing that ran inside a procedure is among them.
///
/// The slow counts do hold what ran inside procedures. How many such statements there were, by
/// user, is read along ([Inside]).
final class MySqlUserReader {
  private static final String SETTINGS =
      """
      SELECT @@performance_schema,
        NOT EXISTS (SELECT 1 FROM performance_schema.setup_instruments WHERE enabled = 'NO'
            AND (name LIKE 'statement/sql/%'
              OR name IN ('statement/sp/stmt', 'statement/com/Execute')))
          AND NOT EXISTS (SELECT 1 FROM performance_schema.setup_consumers WHERE enabled = 'NO'
            AND name IN ('global_instrumentation', 'thread_instrumentation'))
          AND NOT EXISTS (SELECT 1 FROM performance_schema.setup_actors WHERE enabled = 'NO')
          AND EXISTS (SELECT 1 FROM performance_schema.setup_actors WHERE host = '%' AND user = '%'),
        @@global.long_query_time, @@global.min_examined_row_limit,
        @@global.log_queries_not_using_indexes,
        (SELECT COUNT(*) FROM performance_schema.variables_info
          WHERE variable_name IN ('long_query_time', 'min_examined_row_limit',
            'log_queries_not_using_indexes')
          AND variable_source = 'DYNAMIC'),
        @@event_scheduler = 'ON', CONNECTION_ID(),
        CONCAT_WS('/', @@hostname, @@port, @@server_uuid)\
      """;

  private static final String STATUS =
      """
      SELECT variable_name, variable_value FROM performance_schema.global_status
      WHERE variable_name IN ('Uptime', 'Uptime_since_flush_status', 'Slow_queries',
        'Performance_schema_users_lost', 'Performance_schema_thread_instances_lost')
      UNION ALL
      SELECT 'SLAVES_RUNNING', COUNT(*) FROM performance_schema.replication_applier_status
      WHERE service_state = 'ON'\
      """;

  private static final long PICOS_PER_NANO = 1_000;

  /// The two clocks of the server do not agree to the last microsecond.
  private static final double SURELY_FAST = 0.9;

  private final String countersSql;
  private final String insideOfAllSql;

  MySqlUserReader(Duration threshold) {
    String inside = insideSql(threshold);
    this.countersSql =
        """
        SELECT user, SUM(IF(event_name IN %s, count_star, 0)), %s
        FROM performance_schema.events_statements_summary_by_user_by_event_name
        WHERE count_star > 0 AND user IS NOT NULL GROUP BY user\
        """
            .formatted(RingReader.STATEMENTS, inside);
    this.insideOfAllSql =
        "SELECT %s FROM performance_schema.events_statements_summary_global_by_event_name"
            .formatted(inside);
  }

  /// Inside a procedure a slow statement makes all that follow it slow in the server's count. As
  /// long as none ever took so long, nothing is in doubt.
  private static String insideSql(Duration threshold) {
    return """
    IF(MAX(IF(event_name = 'statement/sp/stmt', max_timer_wait, 0)) > %d,
      SUM(IF(event_name = 'statement/sp/stmt', count_star, 0)), 0)\
    """
        .formatted((long) (threshold.toNanos() * PICOS_PER_NANO * SURELY_FAST));
  }

  /// In the order of [UserReader#read]: totals, slow counts. What ran inside procedures is read
  /// once more if something did meanwhile.
  UserSnapshot read(ServerConnection server, Instant at) throws SQLException {
    Settings settings =
        server.query(SETTINGS, rows -> UserReader.settings(ServerFamily.MYSQL, rows));
    Status before = server.query(STATUS, UserReader::status);
    long insideBefore = server.query(insideOfAllSql, UserReader::firstNumber);
    long countedBefore = server.query(RingReader.COUNTED, UserReader::firstNumber);
    Map<String, UserCounters> users = server.query(countersSql, MySqlUserReader::counters);
    long countedAfter = server.query(RingReader.COUNTED, UserReader::firstNumber);
    long ownQuestions = server.query(UserReader.SLOW, rows -> UserReader.addSlow(rows, users));
    if (server.query(insideOfAllSql, UserReader::firstNumber) != insideBefore) {
      server
          .query(countersSql, MySqlUserReader::counters)
          .forEach((user, later) -> addInside(users, user, later.inside()));
    }
    Status after = server.query(STATUS, UserReader::status);
    var top = new TopLevel(countedBefore, countedAfter, Optional.empty());
    return new UserSnapshot(at, settings, before, users, ownQuestions, top, after);
  }

  private static void addInside(Map<String, UserCounters> users, String user, Inside later) {
    users.computeIfPresent(user, (_, counters) -> counters.withInsideAfter(later.after()));
  }

  private static Map<String, UserCounters> counters(ResultSet rows) throws SQLException {
    var users = new HashMap<String, UserCounters>();
    while (rows.next()) {
      long sent = rows.getLong(2);
      var inside = new Inside(rows.getLong(3), rows.getLong(3));
      users.put(rows.getString(1), new UserCounters(sent, sent, 0, 0, false, inside));
    }
    return users;
  }
}
