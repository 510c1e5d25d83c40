package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.database.Readings;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.database.StatementLimit;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.collector.source.Diagnosis.Level;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is different of a real MySQL. Its shares are held against the truth by [MySqlTruthIT].
@Tag("nightly")
class MySqlIT {
  private static Bench bench;
  private static MariaDbServer server;

  private MariaDbTarget target;
  private Source source;

  @BeforeAll
  static void start() {
    bench = Bench.start(ServerFamily.MYSQL, 3);
    server = bench.server;
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void begin() {
    target = bench.target(Attribution.USER);
    source = new UserStatementsSource(target, bench.directory(), System::nanoTime, Duration.ZERO);
  }

  @AfterEach
  void end() {
    source.close();
  }

  @Test
  void theGrantsThatDoctorPrintsForABareAccountAreAllThatIsNeeded() throws Exception {
    server.execute("REVOKE ALL, GRANT OPTION FROM nines@'127.0.0.1'");
    List<Finding> missing = examine();
    assertThat(missing).isNotEmpty().allMatch(each -> each.level() == Level.PROBLEM);
    assertThat(missing.getFirst().text()).contains("the privilege ").contains(" is missing");

    missing.forEach(each -> server.execute(each.remedy()));

    assertThat(examine()).allMatch(each -> each.level() == Level.OK);
    assertThat(server.execute("SHOW GRANTS FOR nines@'127.0.0.1'"))
        .doesNotContain("`t1`", "ALL PRIVILEGES");
  }

  @Test
  void levelsAreReadButForThoseOfWhichAMySqlHasNone() throws Exception {
    server.execute("ALTER USER t1@'127.0.0.1' WITH MAX_USER_CONNECTIONS 4");
    server.execute(
        "CHANGE REPLICATION SOURCE TO source_host='127.0.0.1', source_port=1, source_user='x',"
            + " source_password='y' FOR CHANNEL 'up'");
    Source gauges = gauges();
    try (Connection holder = bench.connect("t1", "t1", false);
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("UPDATE kv SET v = 1 WHERE id = 7");
      Reading.Complete reading = Readings.readWhole(gauges);
      assertThat(
              reading.samples().stream()
                  .filter(each -> each.series().name().equals("nines_mariadb_gauges_readable"))
                  .filter(each -> each.value() == 0)
                  .map(each -> each.series().label("group").orElse("")))
          .containsExactly("work", "backups");
      assertThat(Readings.values(reading))
          .containsEntry("nines_mariadb_connections_use_ratio/t1", 0.25)
          .containsEntry("nines_mariadb_transactions/t1", 1.0)
          .containsEntry("nines_mariadb_transactions/t2", 0.0)
          .containsEntry("nines_mariadb_tables/t3", 1.0)
          .containsKeys(
              "nines_mariadb_server_deadlocks_total",
              "nines_mariadb_server_history_list_length",
              "nines_mariadb_server_buffer_pool_free_ratio",
              "nines_mariadb_statement_errors_total/t2");
      assertThat(reading.samples())
          .anySatisfy(
              sample -> {
                assertThat(sample.series().name()).isEqualTo("nines_mariadb_replication_running");
                assertThat(sample.series().label("channel")).contains("up");
                assertThat(sample.value()).isZero();
              });
    } finally {
      gauges.close();
      server.execute("RESET REPLICA ALL FOR CHANNEL 'up'");
    }
  }

  @Test
  void whatAProcedureMakesSlowIsInDoubtForItsUserOnly() throws Exception {
    server.execute(
        """
        DELIMITER //
        CREATE PROCEDURE t1.report() BEGIN
          SELECT SLEEP(0.12); SELECT v FROM kv WHERE id = 1; SELECT v FROM kv WHERE id = 2;
        END//
        """);
    Reading.Complete before = firstWhole();
    try (Connection with = bench.connect("t1", "t1", false);
        Connection without = bench.connect("t2", "t2", true)) {
      run(with, "CALL report()", "SELECT v FROM kv WHERE id = 1", "SELECT v FROM kv WHERE id = 2");
      run(without, "SELECT SLEEP(0.12)", "SELECT v FROM kv WHERE id = 1");
    }
    Bench.awaitIncrease(
        source,
        before,
        Map.of(
            MariaDbSeries.STATEMENTS + "/t1", 3.0,
            MariaDbSeries.STATEMENTS + "/t2", 2.0,
            MariaDbSeries.SLOW + "/t2", 1.0,
            MariaDbSeries.LOCK_WAITS + "/t2", 0.0));
    Map<String, Double> increase = Readings.increase(before, Readings.readWhole(source));
    double slow = increase.get(MariaDbSeries.SLOW + "/t1");
    assertThat(slow).isLessThanOrEqualTo(1);
    assertThat(slow + increase.get(MariaDbSeries.LOCK_WAITS + "/t1")).isBetween(1.0, 3.0);
  }

  @Test
  void aSwitchThatIsOffIsNamedWithItsRemedy() throws Exception {
    String statement =
        "UPDATE performance_schema.setup_instruments SET enabled = '%s' WHERE name ="
            + " 'statement/sp/stmt'";
    server.execute(statement.formatted("NO"));
    try {
      assertThat(Readings.read(source))
          .isInstanceOfSatisfying(
              Reading.Partial.class,
              partial ->
                  assertThat(partial.reason())
                      .contains("does not count all statements by user")
                      .contains("Remedy: enable all 'statement/sql/%'"));
    } finally {
      server.execute(statement.formatted("YES"));
    }
  }

  @Test
  void aThresholdSetByHandMakesOlderConnectionsSuspect() throws Exception {
    try (Connection old = bench.connect("t1", "t1", false)) {
      assertThat(old.isValid(1)).isTrue();
      server.execute("SET GLOBAL long_query_time = 0.1");
      assertThat(Readings.read(source))
          .isInstanceOfSatisfying(
              Reading.Partial.class,
              partial -> assertThat(partial.reason()).contains("let these applications reconnect"));
    }
  }

  @Test
  void anAccountThatWantsTlsOrTheServersKeySaysSo() throws Exception {
    server.execute("FLUSH PRIVILEGES"); // the server forgets who had logged in before
    MariaDbTarget bare =
        MariaDbTarget.of("db1", server.jdbcUrl(""), target.user(), target.password());
    assertThat(new MariaDbDiagnosis(bare, Optional.empty(), bench.directory(), clock()).examine())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.PROBLEM);
              assertThat(finding.text() + finding.remedy()).contains("sslMode=verify-full");
            });
  }

  /// What business queries, canaries and attempts at neighbours ask over.
  @Test
  void aReadOnlySessionReadsWritesNothingAndIsEndedInTime() throws Exception {
    String url = server.jdbcUrl("t1") + "?allowPublicKeyRetrieval=true";
    var session =
        new ReadOnlySession(url, "t1", () -> "secret", Duration.ofMillis(300), "nines-test");
    try (Connection connection = session.open();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("SELECT v FROM kv WHERE id = 1").next()).isTrue();
      assertThatThrownBy(() -> statement.execute("DELETE FROM kv"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("READ ONLY");
      assertThatThrownBy(
              () ->
                  statement.execute("SELECT COUNT(*) FROM kv a, kv b, kv c WHERE a.v + b.v < c.v"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(StatementLimit.ended(e)).isTrue());
    }
  }

  @Test
  void neighboursAreTried(@TempDir Path passwords) throws Exception {
    for (TenantId tenant : bench.tenants) {
      Files.writeString(passwords.resolve(tenant.value()), "secret\n");
    }
    var settings =
        new NeighbourSettings(
            new TenantPasswords.InFiles(passwords.resolve("{tenant.id}")),
            Duration.ofMinutes(1),
            60);
    var board = new ConditionBoard();
    var neighbours = new NeighbourSource(target, settings, bench.directory(), board);
    Readings.readWhole(neighbours);
    assertThat(board.isUndecided("TenantIsolationBroken")).isFalse();
    assertThat(board.conditions()).isEmpty();
    server.execute("GRANT SELECT ON t2.* TO t1@'127.0.0.1'");
    try {
      Readings.readWhole(neighbours);
      assertThat(board.conditions())
          .singleElement()
          .satisfies(leak -> assertThat(leak.description()).contains("select from `kv`"));
    } finally {
      server.execute("REVOKE SELECT ON t2.* FROM t1@'127.0.0.1'");
      neighbours.close();
    }
  }

  @Test
  void theGrantsThatDoctorPrintsForIsolationAreAllThatItNeeds() throws Exception {
    var doctor =
        new MariaDbDiagnosis(
            target, Optional.of(IsolationSettings.DEFAULT), bench.directory(), clock());
    List<Finding> missing = doctor.examine();
    assertThat(missing).isNotEmpty().allMatch(each -> each.level() == Level.PROBLEM);
    missing.forEach(each -> server.execute(each.remedy()));
    assertThat(doctor.examine()).allMatch(each -> each.level() == Level.OK);

    var board = new ConditionBoard();
    var isolation =
        new IsolationSource(
            target,
            IsolationSettings.DEFAULT,
            bench.directory(),
            new SharedConnection(new MariaDbDialect(target)),
            board);
    Readings.readWhole(isolation);
    assertThat(board.conditions()).isEmpty();
    isolation.close();
  }

  private List<Finding> examine() throws InterruptedException {
    return new MariaDbDiagnosis(target, Optional.empty(), bench.directory(), clock()).examine();
  }

  private Source gauges() {
    return MariaDbSources.gauges(
        target,
        bench.directory(),
        new SharedConnection(new MariaDbDialect(target)),
        new SizeHistory());
  }

  private Reading.Complete firstWhole() throws Exception {
    Readings.read(source);
    return Readings.readWhole(source);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    for (String each : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(each);
      }
    }
  }

  private static InstantSource clock() {
    return InstantSource.system();
  }
}
