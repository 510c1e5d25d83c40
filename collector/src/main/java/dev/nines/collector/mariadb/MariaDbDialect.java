package dev.nines.collector.mariadb;

import dev.nines.collector.database.Dialect;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.StatementLimit;
import dev.nines.collector.source.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/// How a MariaDB or MySQL server is reached, and what its errors mean.
///
/// @param target the server
record MariaDbDialect(MariaDbTarget target) implements Dialect {
  /// The gateway's statements run in this schema, which needs no privilege. That tells them apart
  /// in the ring, where a statement carries its schema and not its user.
  static final String OWN_SCHEMA = "information_schema";

  @Override
  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password().get());
    properties.setProperty(
        "connectTimeout", Long.toString(ServerConnection.CONNECT_LIMIT.toMillis()));
    properties.setProperty(
        "socketTimeout", Long.toString(ServerConnection.ANSWER_LIMIT.toMillis()));
    properties.setProperty("initSql", "USE " + OWN_SCHEMA);
    properties.setProperty("connectionAttributes", "program_name:nines");
    Connection connection = new Driver().connect(target.jdbcUrl(), properties);
    try {
      StatementLimit.set(connection, ServerConnection.STATEMENT_LIMIT);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean endsConnection(SQLException e) {
    return SqlFailures.endsConnection(e);
  }

  @Override
  public boolean concernsOneTable(SQLException e) {
    return SqlFailures.isMissingOrForbidden(e) || StatementLimit.ended(e);
  }

  @Override
  public SourceException explain(SQLException e) {
    return SqlFailures.explain(e, target);
  }
}
