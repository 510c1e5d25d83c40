package dev.nines.collector.postgres;

import dev.nines.collector.database.Dialect;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.source.SourceException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

/// How a PostgreSQL server is reached, and what its errors mean, by SQLSTATE (PostgreSQL
/// documentation, appendix A).
///
/// @param target the server
record PostgresDialect(PostgresTarget target) implements Dialect {
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String STATEMENT_ENDED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOT_PRELOADED = "55000";
  private static final String NO_PRIVILEGE = "42501";
  private static final String NO_DATABASE = "3D000";
  private static final Set<String> UNKNOWN = Set.of("42P01", "42703", "42883");
  private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03");

  @Override
  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password().get());
    String connectSeconds = Long.toString(ServerConnection.CONNECT_LIMIT.toSeconds());
    properties.setProperty("connectTimeout", connectSeconds);
    properties.setProperty(
        "socketTimeout", Long.toString(ServerConnection.ANSWER_LIMIT.toSeconds()));
    properties.setProperty("ApplicationName", "nines");
    properties.setProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=1000 -c default_transaction_read_only=on"
            .formatted(ServerConnection.STATEMENT_LIMIT.toMillis()));
    return DriverManager.getConnection(target.jdbcUrl(), properties);
  }

  @Override
  public boolean endsConnection(SQLException e) {
    String state = stateOf(e);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("28")
        || SHUTTING_DOWN.contains(state);
  }

  @Override
  public boolean concernsOneTable(SQLException e) {
    String state = stateOf(e);
    return UNKNOWN.contains(state)
        || state.equals(NO_PRIVILEGE)
        || state.equals(STATEMENT_ENDED)
        || state.equals(LOCK_NOT_AVAILABLE);
  }

  @Override
  public SourceException explain(SQLException e) {
    String state = stateOf(e);
    if (state.isEmpty() || state.startsWith("08") || SHUTTING_DOWN.contains(state)) {
      return SourceException.unreachable("the server does not answer: " + firstLine(e));
    }
    if (state.startsWith("28")) {
      return partial(
          "the server refuses role %s: %s".formatted(target.user(), firstLine(e)),
          "check the configured password and pg_hba.conf; nines doctor prints the role");
    }
    return switch (state) {
      case TOO_MANY_CONNECTIONS ->
          partial(
              "the server has no connection left for role %s".formatted(target.user()),
              "raise max_connections or close idle pools, and allow the role 3");
      case NO_DATABASE -> partial(firstLine(e), "name an existing database in the url");
      case NOT_PRELOADED ->
          partial(firstLine(e), "set " + PostgresRole.PRELOAD + " and restart the server");
      case NO_PRIVILEGE ->
          partial(
              "role %s lacks a privilege: %s".formatted(target.user(), firstLine(e)),
              "run the GRANTs that nines doctor prints");
      case STATEMENT_ENDED ->
          partial(
              "a statement took more than %d s"
                  .formatted(ServerConnection.STATEMENT_LIMIT.toSeconds()),
              "the server is overloaded");
      default -> SourceException.partial("error %s: %s".formatted(state, firstLine(e)));
    };
  }

  /// A sentence for people: what is wrong and what helps.
  static SourceException partial(String problem, String remedy) {
    return SourceException.partial(problem + ". Remedy: " + remedy);
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  /// What could not be connected to says why only in its cause.
  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    String line = message == null ? "no message" : message.lines().findFirst().orElse("no message");
    Throwable cause = e.getCause();
    return cause == null ? line : "%s (%s)".formatted(line, cause);
  }
}
