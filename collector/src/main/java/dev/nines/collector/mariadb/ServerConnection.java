package dev.nines.collector.mariadb;

import dev.nines.collector.source.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/// One connection to a server, made when it is first needed and again after it was lost, with a
/// pause that doubles while the server cannot be reached. Every statement has a time limit on the
/// server, and every wait for the server has one here.
///
/// Not safe between threads: it belongs to one source.
final class ServerConnection implements AutoCloseable {
  /// The gateway's statements run in this schema, which needs no privilege. That tells them apart
  /// in the ring, where a statement carries its schema and not its user.
  static final String OWN_SCHEMA = "information_schema";

  static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_LIMIT = STATEMENT_LIMIT.plusSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final MariaDbTarget target;
  private @Nullable Connection connection;
  private int generation;
  private Duration pause = Duration.ZERO;
  private Instant notBefore = Instant.MIN;
  private String lastRefusal = "";

  ServerConnection(MariaDbTarget target) {
    this.target = target;
  }

  /// Turns the rows of one statement into something.
  @FunctionalInterface
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /// Several statements over one connection.
  @FunctionalInterface
  interface Work<T> {
    T run(ServerConnection server) throws SQLException, SourceException;
  }

  /// Connects if needed and runs `work`; says what a failure means.
  <T> T run(Instant at, Work<T> work) throws SourceException {
    connect(at);
    try {
      return work.run(this);
    } catch (SQLException e) {
      if (SqlFailures.endsConnection(e)) {
        close();
      }
      throw SqlFailures.explain(e, target);
    }
  }

  /// Runs one statement; only inside [#run].
  <T> T query(String sql, Rows<T> rows) throws SQLException {
    Connection open = connection;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    try (Statement statement = open.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return rows.read(result);
    }
  }

  /// Grows with each new connection: between two of them the server may have been restarted.
  int generation() {
    return generation;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It was lost anyway.
      }
    }
  }

  private void connect(Instant at) throws SourceException {
    if (connection != null) {
      return;
    }
    if (at.isBefore(notBefore) && notBefore.isBefore(at.plus(LONGEST_PAUSE))) {
      throw SourceException.unreachable(lastRefusal);
    }
    try {
      connection = new Driver().connect(target.jdbcUrl(), properties());
      generation++;
      pause = Duration.ZERO;
    } catch (SQLException e) {
      SourceException explained = SqlFailures.explain(e, target);
      pause = longer(pause);
      notBefore = at.plus(pause);
      lastRefusal = explained.reason();
      throw explained;
    }
  }

  private static Duration longer(Duration pause) {
    if (pause.isZero()) {
      return Duration.ofMillis(500);
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private Properties properties() {
    var properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password().get());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(ANSWER_LIMIT.toMillis()));
    properties.setProperty("sessionVariables", "max_statement_time=" + STATEMENT_LIMIT.toSeconds());
    properties.setProperty("initSql", "USE " + OWN_SCHEMA);
    properties.setProperty("connectionAttributes", "program_name:nines");
    return properties;
  }
}
