package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.StatementLimit;
import dev.nines.collector.source.SourceException;
import java.sql.SQLException;
import java.util.Set;

/// What an error of the server means for a reading, and what to do about it.
final class SqlFailures {
  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int NO_ACCESS_TO_SCHEMA = 1044;
  private static final int WRONG_PASSWORD = 1045;
  private static final int UNKNOWN_TABLE = 1109;
  private static final int UNKNOWN_SCHEMA = 1049;
  private static final int UNKNOWN_COLUMN = 1054;
  private static final int HOST_BLOCKED = 1129;
  private static final int NO_SUCH_TABLE = 1146;
  private static final int UNKNOWN_VARIABLE = 1193;
  private static final int CONNECTIONS_OF_USER = 1203;
  private static final int LIMIT_OF_USER = 1226;
  private static final Set<Integer> PRIVILEGE_MISSING = Set.of(1142, 1143, 1227, 1370);

  /// What the driver says when an account of `caching_sha2_password` logs in without TLS.
  private static final String NO_PUBLIC_KEY = "RSA public key";

  private SqlFailures() {}

  /// Whether the connection should be made anew after this error.
  static boolean endsConnection(SQLException e) {
    return isState(e, "08") || isState(e, "70") || e.getErrorCode() == 0;
  }

  /// Whether a table is not there, or may not be read.
  static boolean isMissingOrForbidden(SQLException e) {
    int code = e.getErrorCode();
    return code == NO_SUCH_TABLE
        || code == UNKNOWN_TABLE
        || code == UNKNOWN_SCHEMA
        || code == UNKNOWN_COLUMN
        || code == NO_ACCESS_TO_SCHEMA
        || PRIVILEGE_MISSING.contains(code);
  }

  static SourceException explain(SQLException e, MariaDbTarget target) {
    return switch (e.getErrorCode()) {
      case WRONG_PASSWORD, NO_ACCESS_TO_SCHEMA ->
          partial(
              "the server refuses user %s".formatted(target.user()),
              "check the configured password and the account's host; nines doctor prints the"
                  + " account");
      case TOO_MANY_CONNECTIONS ->
          partial("the server has no connection left", "raise max_connections or close idle pools");
      case CONNECTIONS_OF_USER, LIMIT_OF_USER ->
          partial(
              "user %s has used up its connections".formatted(target.user()),
              "allow it %1$d: ALTER USER … WITH MAX_USER_CONNECTIONS %1$d"
                  .formatted(MariaDbGrants.CONNECTIONS));
      case HOST_BLOCKED -> partial("the server has blocked this host", "FLUSH HOSTS on the server");
      case UNKNOWN_VARIABLE ->
          partial(
              "the server is neither a MariaDB nor a MySQL of 8.0.28 or later: " + firstLine(e),
              "send the applications' spans by OTLP instead (docs/otlp.md)");
      case UNKNOWN_TABLE, NO_SUCH_TABLE ->
          partial(
              "a table is missing: " + firstLine(e),
              "start the server with the settings of nines.cnf");
      default -> explainByKind(e, target);
    };
  }

  private static SourceException explainByKind(SQLException e, MariaDbTarget target) {
    if (StatementLimit.ended(e)) {
      return partial(
          "a statement took more than %d s".formatted(ServerConnection.STATEMENT_LIMIT.toSeconds()),
          "the server is overloaded, or performance_schema is larger than nines.cnf makes it");
    }
    if (PRIVILEGE_MISSING.contains(e.getErrorCode())) {
      return partial(
          "user %s lacks a privilege: %s".formatted(target.user(), firstLine(e)),
          "run the GRANTs that nines doctor prints");
    }
    if (firstLine(e).contains(NO_PUBLIC_KEY)) {
      return partial(
          "the server's account wants its password over TLS, or sealed with the server's key",
          "add ?sslMode=verify-full&serverSslCert=ca.pem to the address, or on a network that you"
              + " trust ?allowPublicKeyRetrieval=true");
    }
    if (isState(e, "08") || e.getErrorCode() == 0) {
      return SourceException.unreachable("the server does not answer: " + firstLine(e));
    }
    return SourceException.partial("error %d: %s".formatted(e.getErrorCode(), firstLine(e)));
  }

  private static SourceException partial(String problem, String remedy) {
    return SourceException.partial(Guard.withRemedy(problem, remedy));
  }

  private static boolean isState(SQLException e, String stateClass) {
    String state = e.getSQLState();
    return state != null && state.startsWith(stateClass);
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    return message == null ? "no message" : message.lines().findFirst().orElse("no message");
  }
}
