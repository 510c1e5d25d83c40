package dev.nines.collector.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/// How long a session's statements may run on a MariaDB or MySQL server, which call it by different
/// names. A MySQL ends statements that read, and no others.
public final class StatementLimit {
  /// What MariaDB and MySQL call a statement that they ended for it.
  private static final Set<Integer> ENDED = Set.of(1969, 3024);

  private StatementLimit() {}

  /// Limits all statements of `connection` from now on.
  ///
  /// @param limit more than 0, to the millisecond
  public static void set(Connection connection, Duration limit) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String setting =
        product.equalsIgnoreCase("MariaDB")
            ? "max_statement_time = %d.%03d".formatted(limit.toSeconds(), limit.toMillisPart())
            : "max_execution_time = %d".formatted(limit.toMillis());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION " + setting);
    }
  }

  /// Whether a server ended a statement because of its limit.
  public static boolean ended(SQLException e) {
    return ENDED.contains(e.getErrorCode());
  }
}
