package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the ring of the last statements, grouped on the server so that a scan of many rows returns
/// few.
final class RingReader {
  /// What counts as a statement: everything that reads or writes rows, by text or prepared. A
  /// prepared statement that does something else (`COMMIT`) cannot be told apart and counts too.
  static final String STATEMENTS =
      """
      ('statement/com/Execute', 'statement/com/Bulk_execute', 'statement/sql/select',
       'statement/sql/insert', 'statement/sql/update', 'statement/sql/delete',
       'statement/sql/replace', 'statement/sql/insert_select', 'statement/sql/replace_select',
       'statement/sql/update_multi', 'statement/sql/delete_multi', 'statement/sql/load',
       'statement/sql/execute_sql', 'statement/sql/call_procedure')\
      """;

  static final String COUNTED =
      "SELECT SUM(count_star)"
          + " FROM performance_schema.events_statements_summary_global_by_event_name"
          + " WHERE event_name IN "
          + STATEMENTS;

  private static final String NEWEST =
      "SELECT MAX(timer_end) FROM performance_schema.events_statements_history_long";

  private static final String READY =
      """
      SELECT @@performance_schema,
        (SELECT COUNT(*) FROM performance_schema.setup_consumers WHERE enabled = 'YES'
          AND name IN ('global_instrumentation', 'thread_instrumentation',
            'events_statements_current', 'events_statements_history_long'))\
      """;

  private static final int CONSUMERS_NEEDED = 4;
  private static final long PICOS_PER_NANO = 1_000;

  private final long thresholdPicos;

  RingReader(Duration threshold) {
    this.thresholdPicos = threshold.toNanos() * PICOS_PER_NANO;
  }

  /// The bucket of `LatencyHistogram` that a duration in picoseconds falls into, as SQL.
  static String bucketOf(String picos) {
    return "IF(%1$s <= 1000000, 0, GREATEST(0, CEIL(8 * LOG2(%1$s / 1e6) - 1e-9) - 1))"
        .formatted(picos);
  }

  /// Why the ring is not filled, with its remedy; empty if it is.
  Optional<String> problem(ServerConnection server) throws SQLException {
    return server.query(
        READY,
        row -> {
          row.next();
          if (!row.getBoolean(1)) {
            return Optional.of(
                Guard.withRemedy(
                    "performance_schema is off, so there is no ring of statements",
                    "set performance_schema=ON in my.cnf and restart the server"));
          }
          if (row.getInt(2) < CONSUMERS_NEEDED) {
            return Optional.of(
                Guard.withRemedy(
                    "the consumer events_statements_history_long, or one that it needs, is off",
                    "set performance_schema_consumer_events_statements_history_long=ON and"
                        + " performance_schema_consumer_events_statements_current=ON in my.cnf"));
          }
          return Optional.empty();
        });
  }

  /// When the newest statement of the ring ended; 0 if the ring is empty.
  long newestEnd(ServerConnection server) throws SQLException {
    return server.query(NEWEST, row -> row.next() ? row.getLong(1) : 0);
  }

  /// Scans the ring once.
  ///
  /// @param after the last scan's edge
  /// @param upTo this scan's edge
  RingScan scan(ServerConnection server, long after, long upTo)
      throws SQLException, SourceException {
    long before = counted(server);
    var rows = server.query(scanSql(after, upTo), RingReader::rows);
    return new RingScan(
        before, counted(server), rows.older, rows.groups, rows.younger, rows.newestEnd);
  }

  private long counted(ServerConnection server) throws SQLException {
    return server.query(COUNTED, row -> row.next() ? row.getLong(1) : 0);
  }

  private String scanSql(long after, long upTo) {
    String inWindow = "timer_end > %d AND timer_end <= %d".formatted(after, upTo);
    return """
    SELECT (timer_end > %1$d) + (timer_end > %2$d), IF(%3$s, current_schema, NULL),
      IF(%3$s, %4$s, NULL), COUNT(*), SUM(timer_wait > %5$d), MAX(timer_end)
    FROM performance_schema.events_statements_history_long
    WHERE timer_end <= %1$d OR event_name IN %6$s
    GROUP BY 1, 2, 3\
    """
        .formatted(after, upTo, inWindow, bucketOf("timer_wait"), thresholdPicos, STATEMENTS);
  }

  private static Rows rows(ResultSet result) throws SQLException {
    var rows = new Rows();
    while (result.next()) {
      long count = result.getLong(4);
      switch (result.getInt(1)) {
        case 0 -> rows.older += count;
        case 1 -> {
          String schema = result.getString(2);
          rows.groups.add(
              new RingScan.Group(
                  schema == null ? "" : schema, result.getInt(3), count, result.getLong(5)));
        }
        default -> rows.younger += count;
      }
      rows.newestEnd = Math.max(rows.newestEnd, result.getLong(6));
    }
    return rows;
  }

  private static final class Rows {
    private final List<RingScan.Group> groups = new ArrayList<>();
    private long older;
    private long younger;
    private long newestEnd;
  }
}
