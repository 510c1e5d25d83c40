package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MariaDbGaugesIT {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private static Bench bench;
  private static MariaDbTarget target;

  private Source source;
  private Instant now = START;

  @BeforeAll
  static void start() {
    bench = Bench.start(3);
    target = bench.target(Attribution.USER);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void begin() {
    source =
        MariaDbSources.gauges(
            target,
            bench.directory(),
            new SharedConnection(new MariaDbDialect(target)),
            new SizeHistory());
  }

  @AfterEach
  void end() {
    source.close();
  }

  @Test
  void allGroupsButBackupsAreReadableWithTheGrantsThatArePrinted() throws Exception {
    assertThat(
            Readings.readWhole(source).samples().stream()
                .filter(each -> each.series().name().equals("nines_mariadb_gauges_readable"))
                .filter(each -> each.value() == 0)
                .map(each -> each.series().label("group").orElse("")))
        .containsExactly("backups"); // there was none yet, so its table is not there
  }

  @Test
  void connectionsAreCountedByTenantAndAgainstTheAccountsLimit() throws Exception {
    bench.server.execute(
        "ALTER USER t1@'127.0.0.1' WITH MAX_USER_CONNECTIONS 5;"
            + " CREATE USER stranger@'127.0.0.1' IDENTIFIED BY 'secret'");
    try (Connection one = bench.connect("t1", "t1", false);
        Connection two = bench.connect("t1", "t1", false);
        Connection stranger = bench.connect("stranger", "", false)) {
      assertThat(one.isValid(1) && two.isValid(1) && stranger.isValid(1)).isTrue();
      assertThat(read())
          .containsEntry("nines_mariadb_connections/t1", 2.0)
          .containsEntry("nines_mariadb_connections/t2", 0.0)
          .containsEntry("nines_mariadb_connections_limit/t1", 5.0)
          .containsEntry("nines_mariadb_connections_use_ratio/t1", 0.4)
          .doesNotContainKey("nines_mariadb_connections_use_ratio/t2")
          .hasEntrySatisfying(
              "nines_mariadb_unattributed_connections",
              count -> assertThat(count).isGreaterThanOrEqualTo(2)) // the stranger's and our own
          .hasEntrySatisfying(
              "nines_mariadb_server_connections_use_ratio",
              ratio -> assertThat(ratio).isBetween(0.01, 0.2));
    }
  }

  @Test
  void errorsAndRowsAreCountedByTenant() throws Exception {
    Map<String, Double> before = read();
    try (Connection connection = bench.connect("t2", "t2", true);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 3; i++) {
        try {
          statement.execute("SELECT * FROM not_there");
        } catch (SQLException expected) {
          // that is what is counted
        }
      }
      statement.execute("SELECT COUNT(v) FROM kv");
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              Map<String, Double> after = readAfter(Duration.ofMinutes(1));
              assertThat(increase(before, after, "nines_mariadb_statement_errors_total/t2"))
                  .isEqualTo(3);
              assertThat(increase(before, after, "nines_mariadb_rows_examined_total/t2"))
                  .isGreaterThanOrEqualTo(1000);
              assertThat(increase(before, after, "nines_mariadb_rows_read_total/t2"))
                  .isGreaterThanOrEqualTo(1000);
              assertThat(increase(before, after, "nines_mariadb_statement_errors_total/t3"))
                  .isZero();
            });
  }

  @Test
  void whoWaitsForALockAndWhoseTransactionIsOldIsSaid() throws Exception {
    try (Connection holder = bench.connect("t1", "t1", false);
        Connection waiter = bench.connect("t1", "t1", false)) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("UPDATE kv SET v = 1 WHERE id = 7");
      var waiting =
          CompletableFuture.runAsync(
              () -> {
                try (Statement statement = waiter.createStatement()) {
                  statement.execute("UPDATE kv SET v = 2 WHERE id = 7");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(read())
                      .containsEntry("nines_mariadb_row_lock_waits/t1", 1.0)
                      .containsEntry("nines_mariadb_transactions/t1", 2.0)
                      .containsEntry("nines_mariadb_row_lock_waits/t2", 0.0)
                      .hasEntrySatisfying(
                          "nines_mariadb_oldest_transaction_seconds/t1",
                          age -> assertThat(age).isGreaterThanOrEqualTo(1)));
      holder.rollback();
      waiting.join();
    }
  }

  @Test
  void sizesAreGivenByTenantAndGrowthOnceAnHourIsKnown() throws Exception {
    assertThat(read())
        .containsEntry("nines_mariadb_tables/t3", 1.0)
        .hasEntrySatisfying(
            "nines_mariadb_size_bytes/t3", bytes -> assertThat(bytes).isGreaterThan(16_000))
        .doesNotContainKey("nines_mariadb_growth_bytes_per_day/t3");
    bench.server.execute(
        "USE t3; CREATE TABLE big (id INT PRIMARY KEY, pad CHAR(200));"
            + " INSERT INTO big SELECT seq, 'x' FROM seq_1_to_20000; ANALYZE TABLE big");

    Map<String, Double> later = readAfter(Duration.ofHours(12));

    double bytes = later.get("nines_mariadb_size_bytes/t3");
    assertThat(bytes).isGreaterThan(4_000_000);
    assertThat(later.get("nines_mariadb_growth_bytes_per_day/t3"))
        .isCloseTo(2 * (bytes - 65_536), Offset.offset(200_000.0));
    bench.server.execute("DROP TABLE t3.big");
  }

  @Test
  void aGroupThatMayNotBeReadIsLeftOutAlone() throws Exception {
    bench.server.execute("REVOKE SELECT ON mysql.innodb_table_stats FROM nines@'127.0.0.1'");
    try {
      assertThat(read())
          .doesNotContainKey("nines_mariadb_size_bytes/t1")
          .containsKey("nines_mariadb_connections/t1");
    } finally {
      bench.server.execute("GRANT SELECT ON mysql.innodb_table_stats TO nines@'127.0.0.1'");
    }
    assertThat(readAfter(Duration.ofMinutes(5))).containsKey("nines_mariadb_size_bytes/t1");
  }

  @Test
  void aReplicaSaysWhetherItFollows() throws Exception {
    bench.server.execute(
        "CHANGE MASTER 'up' TO master_host='127.0.0.1', master_port=1, master_user='x',"
            + " master_password='y'");
    try {
      assertThat(Readings.readWhole(source).samples())
          .anySatisfy(
              sample -> {
                assertThat(sample.series().name()).isEqualTo("nines_mariadb_replication_running");
                assertThat(sample.series().label("channel")).contains("up");
                assertThat(sample.value()).isZero();
              })
          .noneSatisfy(
              sample ->
                  assertThat(sample.series().name())
                      .isEqualTo("nines_mariadb_replication_lag_seconds"));
    } finally {
      bench.server.execute("RESET SLAVE 'up' ALL");
    }
  }

  @Test
  void allSourcesOfAServerHoldNoMoreThanThreeConnections() throws Exception {
    var all = new ArrayList<>(MariaDbSources.of(target, bench.directory()));
    all.addAll(
        MariaDbSources.watching(
            target,
            Optional.of(IsolationSettings.DEFAULT),
            bench.directory(),
            new ConditionBoard(),
            new SizeHistory()));
    bench.server.execute(
        MariaDbGrants.isolationSql(target, "127.0.0.1", IsolationSettings.DEFAULT, List.of()));
    try {
      for (var each : all) {
        Reading reading = Readings.read(each);
        assertThat(reading).isInstanceOfAny(Reading.Complete.class, Reading.Blind.class);
      }
      assertThat(
              bench.server.execute(
                  "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'nines'"))
          .isEqualTo("3");
    } finally {
      all.forEach(Source::close);
    }
    Awaitility.await()
        .until(
            () ->
                bench
                    .server
                    .execute(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'nines'")
                    .equals("0"));
  }

  private Map<String, Double> read() throws Exception {
    return readAfter(Duration.ZERO);
  }

  private Map<String, Double> readAfter(Duration passed) throws Exception {
    now = now.plus(passed);
    return Readings.values((Reading.Complete) Readings.read(source, now));
  }

  private static double increase(
      Map<String, Double> before, Map<String, Double> after, String key) {
    return after.get(key) - before.get(key);
  }
}
