package dev.nines.collector.business;

import dev.nines.collector.database.ReadOnlySession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Runs a query over a connection of its own, in a read-only transaction that the server ends after
/// the timeout. Times are UTC.
final class BusinessReader {
  /// The SQL state of an unknown column.
  private static final String NO_SUCH_COLUMN = "42S22";

  private static final String NO_NUMBER = "22018";

  private BusinessReader() {}

  /// @throws SQLException also if a declared column is missing or holds no number
  static List<Rows.Row> read(BusinessDatabase database, BusinessQuery query) throws SQLException {
    try (Connection connection = session(database, query).open();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(Rows.MOST + 1);
      try (ResultSet rows = statement.executeQuery(query.sql())) {
        return read(rows, query);
      }
    }
  }

  private static ReadOnlySession session(BusinessDatabase database, BusinessQuery query) {
    return new ReadOnlySession(
        database.jdbcUrl(),
        database.user(),
        database.password(),
        query.timeout(),
        "nines-business");
  }

  private static List<Rows.Row> read(ResultSet rows, BusinessQuery query) throws SQLException {
    Map<String, Integer> columns = columns(rows.getMetaData());
    var missing = new ArrayList<>(query.labels());
    missing.addAll(query.values());
    missing.removeIf(columns::containsKey);
    if (!missing.isEmpty()) {
      throw new SQLException(
          "the query returns no column %s, only %s".formatted(missing, columns.keySet()),
          NO_SUCH_COLUMN);
    }
    var read = new ArrayList<Rows.Row>();
    while (rows.next()) {
      read.add(row(rows, query, columns));
    }
    return read;
  }

  private static Map<String, Integer> columns(ResultSetMetaData meta) throws SQLException {
    var columns = new TreeMap<String, Integer>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      columns.putIfAbsent(meta.getColumnLabel(column).toLowerCase(Locale.ROOT), column);
    }
    return columns;
  }

  private static Rows.Row row(ResultSet rows, BusinessQuery query, Map<String, Integer> columns)
      throws SQLException {
    var labels = new HashMap<String, Optional<String>>();
    for (String label : query.labels()) {
      labels.put(label, Optional.ofNullable(rows.getString(label)));
    }
    var values = new TreeMap<String, OptionalDouble>();
    for (String column : query.values()) {
      double value = number(rows, column);
      values.put(column, rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value));
    }
    return new Rows.Row(labels, values, asOf(rows, columns));
  }

  /// A driver says neither which column it was nor that a number was asked for.
  private static double number(ResultSet rows, String column) throws SQLException {
    try {
      return rows.getDouble(column);
    } catch (SQLException e) {
      throw e.getSQLState() != null && e.getSQLState().startsWith("08")
          ? e
          : new SQLException(
              "the column %s holds no number (%s)".formatted(column, e.getMessage()), NO_NUMBER, e);
    }
  }

  private static Optional<Instant> asOf(ResultSet rows, Map<String, Integer> columns)
      throws SQLException {
    Integer column = columns.get(BusinessQuery.AS_OF);
    Timestamp time = column == null ? null : rows.getTimestamp(column);
    return Optional.ofNullable(time).map(each -> each.toLocalDateTime().toInstant(ZoneOffset.UTC));
  }
}
