package dev.nines.collector.gateway;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A tenant's application: begins a statement each 100 ms whatever became of the ones before, and
/// counts them itself.
final class StatementLoad implements AutoCloseable {
  static final Duration PACE = Duration.ofMillis(100);
  private static final int CONNECTIONS = 4;

  /// Above the threshold of 100 ms by enough that a busy machine cannot hide it, and short enough
  /// that the connections keep up with the pace.
  private static final String SLOW = "SELECT SLEEP(0.15)";

  private static final String FAST = "SELECT v FROM kv WHERE id = 7";

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CONNECTIONS);
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicLong statements = new AtomicLong();
  private final List<Instant> slowEnds = new CopyOnWriteArrayList<>();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();
  private volatile boolean slow;

  StatementLoad(String jdbcUrl) throws SQLException {
    Duration each = PACE.multipliedBy(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      Connection connection = DriverManager.getConnection(jdbcUrl);
      connections.add(connection);
      threads.scheduleAtFixedRate(
          () -> run(connection),
          PACE.multipliedBy(i).toMillis(),
          each.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /// From now on every statement is slow, or none.
  Instant beSlow(boolean wanted) {
    slow = wanted;
    return Instant.now();
  }

  /// Statements that have ended.
  long statements() {
    return statements.get();
  }

  /// When each slow one ended, in order.
  List<Instant> slowEnds() {
    return slowEnds.stream().sorted().toList();
  }

  private void run(Connection connection) {
    boolean isSlow = slow;
    try (Statement statement = connection.createStatement()) {
      statement.execute(isSlow ? SLOW : FAST);
      statements.incrementAndGet();
      if (isSlow) {
        slowEnds.add(Instant.now());
      }
    } catch (SQLException e) {
      failures.add(e);
    }
  }

  /// Ends the load.
  ///
  /// @throws SQLException if a statement failed
  @Override
  public void close() throws SQLException {
    threads.close();
    for (Connection connection : connections) {
      connection.close();
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
