package dev.nines.collector.mariadb;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.isolation.Finding;
import dev.nines.collector.mariadb.NeighbourPairs.Pair;
import dev.nines.slo.model.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One attempt of a tenant's login to get at a neighbour's schema. It enters the schema (`USE`) and
/// selects no row (`LIMIT 0`) of a table there that the tenant has too: the server checks the same
/// rights as for a row, and no data of anybody is read.
final class NeighbourAttempt {
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(2);
  private static final int UNKNOWN_SCHEMA = 1049;

  /// Of a schema, a table, a column.
  private static final Set<Integer> DENIALS = Set.of(1044, 1142, 1143);

  private static final String FIRST_TABLE =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
          + " ORDER BY table_type, table_name LIMIT 1";

  /// What came of it.
  sealed interface Outcome {
    /// The value of the label `outcome`.
    String label();

    /// As it should be.
    record Refused() implements Outcome {
      @Override
      public String label() {
        return "refused";
      }
    }

    /// The tenant got through.
    record Reached(Finding finding) implements Outcome {
      @Override
      public String label() {
        return "reached";
      }
    }

    /// It could not be tried.
    ///
    /// @param reason for people; no secrets
    record NotTried(String reason) implements Outcome {
      @Override
      public String label() {
        return "not_tried";
      }
    }
  }

  private final String serverUrl;
  private final Pair pair;
  private final String user;
  private final String schema;

  /// @param serverUrl `jdbc:mariadb://host:port/`
  NeighbourAttempt(String serverUrl, Pair pair) {
    this.serverUrl = serverUrl;
    this.pair = pair;
    this.user = pair.tenant().user().orElseThrow();
    this.schema = pair.neighbour().schema().orElseThrow();
  }

  /// Tries it, over a connection of its own.
  ///
  /// @throws SQLException if the server cannot be reached
  Outcome make(String password) throws SQLException {
    var session =
        new ReadOnlySession(
            encryptedAsOurs(serverUrl), user, () -> password, STATEMENT_LIMIT, "nines-isolation");
    try (Connection connection = session.open()) {
      return attempt(connection);
    } catch (SQLException e) {
      if (SqlFailures.endsConnection(e)) {
        throw e;
      }
      return new Outcome.NotTried("%s cannot be tried: error %d".formatted(user, e.getErrorCode()));
    }
  }

  /// The gateway's own connections to the server are encrypted as its address says, and by default
  /// not at all; what it tries as a tenant goes the same way.
  private static String encryptedAsOurs(String url) {
    if (url.contains("sslMode=")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "sslMode=disable";
  }

  private Outcome attempt(Connection connection) throws SQLException {
    Optional<String> own = firstTable(connection, pair.tenant().schema().orElseThrow());
    boolean entered = isLet(connection, "USE " + named(schema));
    Optional<String> table = entered ? firstTable(connection, schema).or(() -> own) : own;
    boolean read =
        table.isPresent()
            && isLet(
                connection,
                "SELECT 1 FROM %s.%s LIMIT 0".formatted(named(schema), named(table.get())));
    if (!entered && !read) {
      return new Outcome.Refused();
    }
    String account = quoted(account(connection));
    return new Outcome.Reached(
        new Finding(
            Finding.Kind.NEIGHBOUR_REACHED,
            Severity.CRITICAL,
            user,
            schema,
            "tried with the login of %s: the server let it %s"
                .formatted(
                    user, read ? "select from `%s`".formatted(table.get()) : "enter the schema"),
            "SHOW GRANTS FOR %s; REVOKE what reaches %s".formatted(account, named(schema))));
  }

  /// Whether a statement is not refused. A table or schema that is not there is told to those only
  /// who may look.
  private static boolean isLet(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      int code = e.getErrorCode();
      if (DENIALS.contains(code)) {
        return false;
      }
      if (code == UNKNOWN_SCHEMA) {
        throw e;
      }
      if (SqlFailures.isMissingOrForbidden(e)) {
        return true;
      }
      throw e;
    }
  }

  private static Optional<String> firstTable(Connection connection, String schema)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST_TABLE)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static String account(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT CURRENT_USER()")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static String quoted(String account) {
    int at = account.lastIndexOf('@');
    return "'%s'@'%s'".formatted(account.substring(0, Math.max(0, at)), account.substring(at + 1));
  }

  private static String named(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
