package dev.nines.collector.database;

import dev.nines.collector.source.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One connection to a server, made when it is first needed and again after it was lost, with a
/// pause that doubles while the server cannot be reached. Every statement has a time limit on the
/// server, and every wait for the server has one here.
///
/// Not safe between threads: it belongs to one source.
public final class ServerConnection implements AutoCloseable {
  /// The longest that a statement may run on the server.
  public static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);

  /// The longest wait for a connection.
  public static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  /// The longest wait for an answer.
  public static final Duration ANSWER_LIMIT = STATEMENT_LIMIT.plusSeconds(2);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Dialect dialect;
  private @Nullable Connection connection;
  private int generation;
  private Duration pause = Duration.ZERO;
  private Instant notBefore = Instant.MIN;
  private SourceException lastRefusal = SourceException.blind("not tried yet");

  /// @param dialect how the server is reached; connects when something is first run
  public ServerConnection(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Turns the rows of one statement into something.
  @FunctionalInterface
  public interface Rows<T> {
    /// @param rows before the first one
    T read(ResultSet rows) throws SQLException;
  }

  /// Several statements over one connection.
  @FunctionalInterface
  public interface Work<T> {
    /// @param server connected
    T run(ServerConnection server) throws SQLException, SourceException;
  }

  /// Connects if needed and runs `work`; says what a failure means.
  public <T> T run(Instant at, Work<T> work) throws SourceException {
    connect(at);
    try {
      return work.run(this);
    } catch (SQLException e) {
      if (dialect.endsConnection(e)) {
        close();
      }
      throw dialect.explain(e);
    }
  }

  /// Runs one statement; only inside [#run].
  public <T> T query(String sql, Rows<T> rows) throws SQLException {
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
  public int generation() {
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
      throw lastRefusal;
    }
    try {
      connection = dialect.connect();
      generation++;
      pause = Duration.ZERO;
    } catch (SQLException e) {
      pause = longer(pause);
      notBefore = at.plus(pause);
      lastRefusal = dialect.explain(e);
      throw lastRefusal;
    }
  }

  private static Duration longer(Duration pause) {
    if (pause.isZero()) {
      return Duration.ofMillis(500);
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
