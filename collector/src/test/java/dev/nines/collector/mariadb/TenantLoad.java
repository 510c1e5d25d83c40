package dev.nines.collector.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;

/// One tenant's application: runs statements, half text and half prepared on the server, and counts
/// them itself.
final class TenantLoad implements AutoCloseable {
  private final Bench bench;
  private final String waiters;
  private final Connection text;
  private final Connection prepared;
  private long statements;
  private long meantSlow;
  private long measuredSlow;

  TenantLoad(Bench bench, String user, String schema) throws SQLException {
    this.bench = bench;
    this.waiters =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '%s' AND state LIKE 'Waiting for table%%'"
            .formatted(schema);
    text = bench.connect(user, schema, false);
    prepared = bench.connect(user, schema, true);
  }

  /// Runs `count` statements, `slow` of them for 120 ms, spread evenly.
  void run(int count, int slow) throws SQLException {
    int slowDone = 0;
    for (int i = 0; i < count; i++) {
      boolean isSlow = slow > 0 && (long) (i + 1) * slow / count > slowDone;
      slowDone += isSlow ? 1 : 0;
      int number = i;
      timed(() -> runOne(number, isSlow));
    }
    meantSlow += slowDone;
  }

  /// Calls a procedure of three statements, by text and prepared, and runs a statement with a
  /// trigger: the application sent one statement each time.
  void runProcedures(int calls, boolean slow) throws SQLException {
    try (Statement statement = text.createStatement();
        PreparedStatement call = prepared.prepareStatement("CALL busy(?)")) {
      for (int i = 0; i < calls; i++) {
        switch (i % 3) {
          case 0 -> timed(() -> statement.execute("CALL busy(0)"));
          case 1 -> {
            call.setDouble(1, slow && i == 1 ? 0.12 : 0);
            meantSlow += slow && i == 1 ? 1 : 0;
            timed(call::execute);
          }
          default -> timed(() -> statement.execute("INSERT INTO logged VALUES (1)"));
        }
      }
    }
  }

  /// Runs a statement that waits 150 ms for a table that somebody else has locked: over the
  /// threshold for the application, not for the server's slow count.
  void awaitTable() throws Exception {
    try (Statement locker = prepared.createStatement();
        Statement waiter = text.createStatement()) {
      locker.execute("LOCK TABLES kv WRITE");
      var waiting =
          new FutureTask<Void>(
              () -> {
                timed(() -> waiter.execute("SELECT v FROM kv WHERE id = 1"));
                return null;
              });
      Thread.startVirtualThread(waiting);
      // On a busy machine it may begin late; only what waits is counted on.
      Awaitility.await().until(() -> bench.server.execute(waiters).equals("1"));
      Thread.sleep(150);
      locker.execute("UNLOCK TABLES");
      waiting.get();
      meantSlow++;
    }
  }

  private void timed(Work work) throws SQLException {
    long started = System.nanoTime();
    work.run();
    measuredSlow += System.nanoTime() - started > 100_000_000 ? 1 : 0;
    statements++;
  }

  private interface Work {
    void run() throws SQLException;
  }

  long statements() {
    return statements;
  }

  /// Statements over the threshold for certain.
  long meantSlow() {
    return meantSlow;
  }

  /// Statements that took longer than the threshold as seen from here, where the way to the server
  /// and a busy machine are included: an upper bound of what the server can have seen.
  long measuredSlow() {
    return measuredSlow;
  }

  @Override
  public void close() throws SQLException {
    text.close();
    prepared.close();
  }

  private void runOne(int i, boolean slow) throws SQLException {
    int id = i % 1000 + 1;
    if (i % 2 == 0) {
      try (Statement statement = text.createStatement()) {
        statement.execute(slow ? "SELECT SLEEP(0.12)" : textOf(i, id));
      }
    } else {
      try (PreparedStatement statement = prepared.prepareStatement(preparedOf(i, slow))) {
        statement.setDouble(1, slow ? 0.12 : id);
        if (statement.execute()) {
          drain(statement.getResultSet());
        }
      }
    }
  }

  private static String textOf(int i, int id) {
    return switch (i % 10) {
      case 0 -> "UPDATE kv SET v = v + 1 WHERE id = " + id;
      case 2 -> "REPLACE INTO kv VALUES (" + id + ", 7)";
      default -> "SELECT v FROM kv WHERE id = " + id;
    };
  }

  private static String preparedOf(int i, boolean slow) {
    if (slow) {
      return "SELECT SLEEP(?)";
    }
    return i % 10 == 1 ? "UPDATE kv SET v = v + 1 WHERE id = ?" : "SELECT v FROM kv WHERE id = ?";
  }

  private static void drain(ResultSet rows) throws SQLException {
    while (rows.next()) {
      rows.getInt(1);
    }
  }
}
