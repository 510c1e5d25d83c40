package dev.nines.demo.saas;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Where the SaaS's MariaDB is and who administers it.
///
/// @param jdbcUrl `jdbc:mariadb://host:port/`, without a schema
/// @param administrator a user who may create databases and users
/// @param administratorPassword the administrator's password
/// @param clientHost the host part of the accounts that are created: `127.0.0.1`, or `%` when the
///   application runs on another machine
public record DatabaseAddress(
    String jdbcUrl, String administrator, String administratorPassword, String clientHost) {

  /// Times out quickly: a database that does not answer is one of the demo's subjects. Prepared
  /// statements use the binary protocol, others the text protocol.
  private static final String OPTIONS =
      "?useServerPrepStmts=true&connectTimeout=800&socketTimeout=60000&sslMode=disable";

  /// A new connection of the administrator, without a schema.
  public Connection administer() throws SQLException {
    return DriverManager.getConnection(jdbcUrl + OPTIONS, administrator, administratorPassword);
  }

  /// The URL of a schema.
  String urlOf(String schema) {
    return jdbcUrl + schema + OPTIONS;
  }

  /// The account of `user`, quoted for SQL.
  public String account(String user) {
    return "'%s'@'%s'".formatted(user, clientHost);
  }

  @Override
  public String toString() {
    return jdbcUrl + " as " + administrator;
  }
}
