package dev.nines.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.database.Readings;
import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Sample;
import dev.nines.testing.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Levels of a real server and of the tenants on it, and what `nines doctor` says of the server.
class PostgresGaugesIT {
  private static PgBench bench;
  private static Source source;

  @BeforeAll
  static void start() {
    bench = PgBench.start(2);
    source = PostgresSources.gauges(bench.target(), bench.tenants, new SizeHistory());
  }

  @AfterAll
  static void stop() {
    if (source != null) {
      source.close();
    }
    if (bench != null) {
      bench.close();
    }
  }

  private static Map<String, Double> read() throws Exception {
    return Readings.values(Readings.readWhole(source));
  }

  @Test
  void allGroupsAreReadableWithThePrivilegeThatIsPrinted() throws Exception {
    List<Sample> readable =
        Readings.readWhole(source).samples().stream()
            .filter(sample -> sample.series().name().equals("nines_postgres_gauges_readable"))
            .toList();
    assertThat(readable).hasSize(6).allSatisfy(each -> assertThat(each.value()).isEqualTo(1));
  }

  @Test
  void connectionsAreComparedWithTheLimitOfRoleOrDatabase() throws Exception {
    bench.server.execute("ALTER ROLE t1 CONNECTION LIMIT 4; ALTER DATABASE t2 CONNECTION LIMIT 8;");
    try (Connection one = bench.connect("t1", "t1");
        Connection two = bench.connect("t1", "t1");
        Connection other = bench.connect("t2", "t2")) {
      assertThat(List.of(one, two, other)).allSatisfy(each -> assertThat(each.isValid(1)).isTrue());
      assertThat(read())
          .containsEntry(ConnectionGauges.CONNECTIONS + "/t1", 2.0)
          .containsEntry(ConnectionGauges.USE + "/t1", 0.5)
          .containsEntry(ConnectionGauges.USE + "/t2", 0.125)
          .doesNotContainKey(ConnectionGauges.USE + "/s1");
    }
  }

  @Test
  void aWaitForALockAndWhatIsOpenAreSeen() throws Exception {
    try (Connection holder = bench.connect("s1", "saas");
        Connection waiter = bench.connect("s1", "saas");
        Statement hold = holder.createStatement();
        Statement wait = waiter.createStatement()) {
      hold.execute("BEGIN; UPDATE s1.kv SET v = 0 WHERE id = 1");
      Thread waiting =
          Thread.startVirtualThread(
              () -> {
                try {
                  wait.execute("UPDATE s1.kv SET v = 1 WHERE id = 1");
                } catch (java.sql.SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(read())
                      .containsEntry(ConnectionGauges.LOCK_WAITS + "/s1", 1.0)
                      .containsEntry(ConnectionGauges.IDLE_IN_TRANSACTION + "/s1", 1.0)
                      .hasEntrySatisfying(
                          TransactionGauges.LONGEST_WAIT + "/s1",
                          seconds -> assertThat(seconds).isPositive())
                      .hasEntrySatisfying(
                          TransactionGauges.OLDEST + "/s1",
                          seconds -> assertThat(seconds).isPositive()));
      hold.execute("COMMIT");
      waiting.join();
    }
  }

  @Test
  void sizesAreOfDatabasesAndOfSchemas() throws Exception {
    bench.server.executeIn("saas", "ANALYZE");
    source.close();
    source = PostgresSources.gauges(bench.target(), bench.tenants, new SizeHistory());
    assertThat(read())
        .hasEntrySatisfying(
            SizeGauges.BYTES + "/t1", bytes -> assertThat(bytes).isGreaterThan(1_000_000))
        .hasEntrySatisfying(
            SizeGauges.BYTES + "/s1", bytes -> assertThat(bytes).isBetween(8_192.0, 200_000.0));
  }

  @Test
  void anErrorIsARollbackOfItsDatabase() throws Exception {
    double before = read().get(DatabaseGauges.ROLLBACKS + "/t2");
    try (Connection t2 = bench.connect("t2", "t2");
        Statement statement = t2.createStatement()) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> statement.execute("SELECT 1 / 0")))
          .isNotNull();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(read().get(DatabaseGauges.ROLLBACKS + "/t2"))
                    .isGreaterThanOrEqualTo(before + 1));
  }

  @Test
  void theLagOfAStandbyIsSeenFromBothSidesAndUnknownIsNotZero() throws Exception {
    try (PostgresServer standby =
        bench.server.startStandby("shared_preload_libraries=pg_stat_statements")) {
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(read()).containsEntry(ReplicationGauges.RUNNING, 1.0));
      assertThat(read()).containsKey(ReplicationGauges.LAG_BYTES);
      var there =
          new PostgresTarget(
              "pg2",
              standby.jdbcUrl("saas"),
              "nines",
              bench.target().password(),
              Duration.ofMillis(100),
              Duration.ofSeconds(15));
      Source follower = PostgresSources.gauges(there, bench.tenants, new SizeHistory());
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(Readings.values(Readings.readWhole(follower)))
                      .containsEntry(ReplicationGauges.RUNNING, 1.0)
                      .containsKey(ReplicationGauges.LAG));
      bench.server.stop();
      try {
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(
                () ->
                    assertThat(Readings.values(Readings.readWhole(follower)))
                        .containsEntry(ReplicationGauges.RUNNING, 0.0)
                        .doesNotContainKey(ReplicationGauges.LAG));
      } finally {
        follower.close();
        bench.server.restart();
        source.close();
        source = PostgresSources.gauges(bench.target(), bench.tenants, new SizeHistory());
      }
    }
  }

  @Test
  void allSourcesOfAServerHoldNoMoreThanThreeConnections() throws Exception {
    List<Source> all = PostgresSources.of(bench.target(), bench.tenants, new SizeHistory());
    for (Source each : all) {
      Readings.readWhole(each);
    }
    int held =
        Integer.parseInt(
            bench.server.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = 'nines'"));
    assertThat(held).isBetween(2, 3);
    all.forEach(Source::close);
  }

  @Test
  void doctorFindsNothingOnAServerThatIsSetUpRight() throws Exception {
    var diagnosis = new PostgresDiagnosis(bench.target(), bench.tenants, clock());
    assertThat(diagnosis.examine())
        .allSatisfy(each -> assertThat(each.level()).isEqualTo(Diagnosis.Level.OK));
  }

  @Test
  void doctorNamesALibraryThatIsNotLoaded() throws Exception {
    try (PostgresServer bare = PostgresServer.start()) {
      bare.execute("CREATE DATABASE saas; CREATE ROLE nines LOGIN PASSWORD 'it''s odd'");
      var target =
          new PostgresTarget(
              "pg3",
              bare.jdbcUrl("saas"),
              "nines",
              bench.target().password(),
              Duration.ofMillis(100),
              Duration.ofSeconds(15));
      assertThat(new PostgresDiagnosis(target, bench.tenants, clock()).examine())
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.level()).isEqualTo(Diagnosis.Level.PROBLEM);
                assertThat(each.remedy()).contains("shared_preload_libraries");
              });
    }
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-03-02T10:00:00Z"));
  }
}
