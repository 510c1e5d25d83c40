package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every assumption that the server shows, broken on a real one: the reading is partial with a
/// reason, never a wrong number, and counting goes on afterwards.
class MariaDbFaultsIT {
  private static Bench bench;

  private Source source;

  @BeforeAll
  static void startServer() {
    bench = Bench.start(2);
  }

  @AfterAll
  static void stopServer() {
    if (bench != null) {
      bench.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    source = source();
    Readings.readWhole(source);
  }

  @AfterEach
  void disconnect() {
    source.close();
  }

  @Test
  void flushStatusMakesOneReadingPartial() throws Exception {
    Reading.Complete before = Readings.readWhole(source);
    try (Connection tenant = bench.connect("t1", "t1", false)) {
      run(tenant, "SELECT SLEEP(0.12)");
      Bench.sleep(Duration.ofMillis(1100)); // the server tells the time of a flush in seconds
      // From 11.5 on, the plain statement is about the session only.
      bench.server.execute("FLUSH /*M!110500 GLOBAL */ STATUS");
      assertThat(Readings.readPartial(source)).contains("FLUSH STATUS");
      run(tenant, "SELECT SLEEP(0.12)");
      run(tenant, "SELECT 1");
      awaitCounted(before, 2, 1);
    }
  }

  @Test
  void truncatedStatusMakesOneReadingPartial() throws Exception {
    Reading.Complete before = Readings.readWhole(source);
    try (Connection tenant = bench.connect("t1", "t1", false)) {
      run(tenant, "SELECT SLEEP(0.12)");
      bench.server.execute("TRUNCATE performance_schema.status_by_user");
      assertThat(Readings.readPartial(source)).contains("truncated");
      run(tenant, "SELECT 1");
      awaitCounted(before, 1, 0);
    }
  }

  @Test
  void flushedUserStatisticsMakeOneReadingPartial() throws Exception {
    bench.server.execute("FLUSH USER_STATISTICS");
    assertThat(Readings.readPartial(source)).contains("set back");
    Readings.readWhole(source);
  }

  @Test
  void wrongLongQueryTimeIsUnmeasuredUntilConnectionsAreNew() throws Exception {
    bench.server.execute("SET GLOBAL long_query_time=10");
    try (Connection old = bench.connect("t1", "t1", false)) {
      assertThat(Readings.readPartial(source))
          .contains("long_query_time is 10.0 s")
          .contains("Remedy");
      bench.server.execute("SET GLOBAL long_query_time=0.1");
      run(old, "SELECT SLEEP(0.12)");
      assertThat(Readings.readPartial(source)).contains("(t1)").contains("reconnect");
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(Readings.readPartial(source)).contains("set up rightly again"));
    Reading.Complete before = Readings.readWhole(source);
    try (Connection tenant = bench.connect("t1", "t1", true)) {
      run(tenant, "SELECT SLEEP(0.12)");
    }
    awaitCounted(before, 1, 1);
  }

  @Test
  void aHiddenOrInflatedSlowCountIsUnmeasured() throws Exception {
    bench.server.execute("SET GLOBAL min_examined_row_limit=100");
    assertThat(Readings.readPartial(source)).contains("min_examined_row_limit");
    bench.server.execute("SET GLOBAL min_examined_row_limit=0");
    bench.server.execute("SET GLOBAL log_queries_not_using_indexes=ON");
    assertThat(Readings.readPartial(source)).contains("log_queries_not_using_indexes");
    bench.server.execute("SET GLOBAL log_queries_not_using_indexes=OFF");
    bench.server.execute("SET GLOBAL userstat=OFF");
    assertThat(Readings.readPartial(source)).contains("userstat");
    bench.server.execute("SET GLOBAL userstat=ON");
    Readings.readPartial(source);
    Readings.readWhole(source);
  }

  @Test
  void aRevokedGrantIsNamedAndTheGapIsCountedAfterwards() throws Exception {
    Reading.Complete before = Readings.readWhole(source);
    bench.server.execute(
        "REVOKE SELECT (user, variable_name, variable_value)"
            + " ON performance_schema.status_by_user FROM nines@'127.0.0.1'");
    try (Connection tenant = bench.connect("t2", "t2", true)) {
      run(tenant, "SELECT SLEEP(0.12)");
      assertThat(Readings.readPartial(source)).contains("status_by_user").contains("GRANT");
    }
    bench.server.execute(
        "GRANT SELECT (user, variable_name, variable_value)"
            + " ON performance_schema.status_by_user TO nines@'127.0.0.1'");
    Bench.awaitIncrease(
        source,
        before,
        Map.of(MariaDbSeries.STATEMENTS + "/t2", 1.0, MariaDbSeries.SLOW + "/t2", 1.0));
  }

  @Test
  void aKilledServerIsUnreachableAndCountedAgainAfterItsRestart() throws Exception {
    Reading.Complete before = Readings.readWhole(source);
    bench.server.kill();
    assertThat(Readings.read(source)).isInstanceOf(Reading.Unreachable.class);
    bench.server.restart();
    Instant afterBackOff = Instant.now().plusSeconds(11);
    assertThat(Readings.read(source, afterBackOff))
        .isInstanceOfSatisfying(
            Reading.Partial.class, partial -> assertThat(partial.reason()).contains("restarted"));
    try (Connection tenant = bench.connect("t1", "t1", false)) {
      run(tenant, "SELECT 1");
    }
    awaitCounted(before, 1, 0);
  }

  @Test
  void aFrozenServerIsLetGoWhenTheReadingIsInterrupted() throws Exception {
    signal("STOP");
    try {
      var reading = new FutureTask<>(() -> Readings.read(source));
      Thread thread = Thread.startVirtualThread(reading);
      Bench.sleep(Duration.ofMillis(300));
      assertThat(reading.isDone()).isFalse();
      thread.interrupt();
      assertThat(reading.get(2, TimeUnit.SECONDS)).isInstanceOf(Reading.Unreachable.class);
    } finally {
      signal("CONT");
    }
    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> Readings.readWhole(source));
  }

  @Test
  void aWrongPasswordIsNotAnOutage() throws Exception {
    bench.server.execute("ALTER USER nines@'127.0.0.1' IDENTIFIED BY 'changed'");
    source.close();
    Instant now = Instant.now();
    for (Instant at : new Instant[] {now, now.plusMillis(1)}) { // the second one does not connect
      assertThat(Readings.read(source, at))
          .isInstanceOfSatisfying(
              Reading.Partial.class,
              partial ->
                  assertThat(partial.reason()).contains("refuses user nines").contains("password"));
    }
  }

  @Test
  void metadataLockWaitsAreCountedAsTheBoundOfWhatIsMissed() throws Exception {
    MariaDbTarget target = bench.target(Attribution.USER);
    source = new UserStatementsSource(target, bench.directory(), System::nanoTime, Duration.ZERO);
    Reading.Complete before = Readings.readWhole(source);
    try (Connection locker = bench.connect("t1", "t1", false);
        Connection waiter = bench.connect("t1", "t1", false)) {
      run(locker, "LOCK TABLES kv WRITE");
      Thread waiting =
          Thread.startVirtualThread(() -> runQuietly(waiter, "SELECT v FROM kv LIMIT 1"));
      Bench.sleep(Duration.ofMillis(200));
      run(locker, "UNLOCK TABLES");
      waiting.join();
    }
    Bench.awaitIncrease(
        source,
        before,
        Map.of(MariaDbSeries.LOCK_WAITS + "/t1", 1.0, MariaDbSeries.SLOW + "/t1", 0.0));
  }

  @Test
  void theGatewaysUserCannotReadTenantsOrTexts() throws Exception {
    try (Connection gateway =
            new org.mariadb.jdbc.Driver().connect(bench.server.jdbcUrl(""), Bench.gatewayLogin());
        Statement statement = gateway.createStatement()) {
      for (String forbidden :
          new String[] {
            "SELECT * FROM t1.kv",
            "SELECT sql_text FROM performance_schema.events_statements_history_long",
            "SELECT * FROM performance_schema.events_statements_history_long",
            "SELECT * FROM mysql.user",
            "SELECT * FROM mysql.slow_log",
            "SET GLOBAL long_query_time=1"
          }) {
        assertThat(
                org.assertj.core.api.Assertions.catchThrowable(() -> statement.execute(forbidden)))
            .as(forbidden)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("denied");
      }
    }
  }

  @Test
  void aServerWithoutPerformanceSchemaIsUnmeasured() throws Exception {
    try (var bare = Bench.start(1, "performance_schema=OFF")) {
      var other = MariaDbSources.of(bare.target(Attribution.USER), bare.directory()).getFirst();
      assertThat(Readings.readPartial(other))
          .contains("performance_schema is off")
          .contains("set performance_schema=ON in my.cnf");
      other.close();
    }
  }

  private static void signal(String name) throws Exception {
    String pid = Long.toString(bench.server.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static Source source() {
    return MariaDbSources.of(bench.target(Attribution.USER), bench.directory()).getFirst();
  }

  private void awaitCounted(Reading.Complete before, double statements, double slow) {
    Bench.awaitIncrease(
        source,
        before,
        Map.of(MariaDbSeries.STATEMENTS + "/t1", statements, MariaDbSeries.SLOW + "/t1", slow));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void runQuietly(Connection connection, String sql) {
    try {
      run(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
