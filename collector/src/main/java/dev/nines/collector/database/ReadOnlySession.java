package dev.nines.collector.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// How a MariaDB or MySQL database is asked something now and then: over a connection of its own,
/// in a read-only transaction, each statement of which the server ends after a time. Times are UTC.
/// Without `sslMode` in the address the server's certificate is verified, except on loopback.
///
/// @param jdbcUrl `jdbc:mariadb://host:port/schema`, without credentials
/// @param user who asks
/// @param password asked for at each connection, so that a rotated secret is taken up
/// @param timeout for each statement, on the server; more than 0
/// @param program what the server's process list calls it
public record ReadOnlySession(
    String jdbcUrl, String user, Supplier<String> password, Duration timeout, String program) {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  /// The server ends a statement; this is for a server that is gone.
  private static final Duration MORE_THAN_THE_SERVER = Duration.ofSeconds(2);

  private static final Pattern LOOPBACK =
      Pattern.compile("jdbc:mariadb://(?:127\\.0\\.0\\.1|localhost|\\[::1])[:/].*");

  /// Connects and begins the transaction; the caller closes the connection, which ends both.
  public Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl, properties());
    try (Statement statement = connection.createStatement()) {
      StatementLimit.set(connection, timeout);
      connection.setReadOnly(true);
      statement.execute("START TRANSACTION READ ONLY");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Properties properties() {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.get());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
    properties.setProperty(
        "socketTimeout", Long.toString(timeout.plus(MORE_THAN_THE_SERVER).toMillis()));
    properties.setProperty("sessionVariables", "time_zone='+00:00'");
    properties.setProperty("connectionAttributes", "program_name:" + program);
    if (!jdbcUrl.contains("sslMode=")) {
      boolean local = LOOPBACK.matcher(jdbcUrl).matches();
      properties.setProperty("sslMode", local ? "disable" : "verify-full");
    }
    return properties;
  }

  /// Names the user only: an address may carry what must not be printed.
  @Override
  public String toString() {
    return "ReadOnlySession[" + user + "]";
  }
}
