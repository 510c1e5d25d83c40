package dev.nines.collector.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.database.Readings;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Canaries on a tenant's 200,000 records on a real server.
class CanaryIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE DATABASE acme; USE acme; CREATE TABLE acme.records (id INT PRIMARY KEY, stage TINYINT, KEY (stage, id));
        INSERT INTO acme.records SELECT seq, seq % 7 FROM seq_1_to_200000;
        CREATE TABLE acme.secrets (id INT); CREATE TABLE acme.gone (id INT);
        CREATE USER canary@'127.0.0.1' IDENTIFIED BY 'pw';
        GRANT SELECT ON acme.records TO canary@'127.0.0.1'; GRANT SELECT ON acme.gone TO canary@'127.0.0.1';
        DROP TABLE acme.gone;
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsAnsweredInTimeIsGood() throws Exception {
    assertThat(
            happened("SELECT id FROM records WHERE stage = 3 ORDER BY id DESC LIMIT 50", 500, 900))
        .containsExactly("nines_canary_checks_total good");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "SELECT SLEEP(0.15), 100, 900, slow",
    "SELECT COUNT(*) FROM records a JOIN records b, 50, 200, timeout",
    "SELECT id FROM gone, 100, 900, error",
  })
  void whatIsNotIsBadAndSaysWhy(String sql, int thresholdMillis, int timeoutMillis, String reason)
      throws Exception {
    assertThat(happened(sql, thresholdMillis, timeoutMillis))
        .containsExactlyInAnyOrder(
            "nines_canary_checks_total bad", "nines_canary_failures_total " + reason);
  }

  @ParameterizedTest
  @CsvSource({"SELECT id FROM secrets", "SELECT FROM"})
  void aStatementThatMayNotOrCannotBeRunBlamesNobody(String sql) {
    assertThatThrownBy(() -> happened(sql, 100, 900))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.meaning()).isEqualTo(SourceException.Meaning.PARTIAL);
              assertThat(e).hasMessageContaining("GRANT SELECT");
            });
  }

  @Test
  void aServerThatIsGoneBlamesNoStatement() {
    var nowhere =
        new ReadOnlySession(
            "jdbc:mariadb://127.0.0.1:1/acme", "canary", () -> "pw", Duration.ofSeconds(1), "test");
    Canary canary = canary("SELECT 1", 100, 900);
    var source =
        new CanarySource(
            canary, "db1", new TenantId("acme"), nowhere, new CanaryGate(1), System::nanoTime);
    assertThatThrownBy(() -> source.read(Instant.now())).isInstanceOf(SQLException.class);
  }

  @Test
  void onlySoManyRunAtOnce() throws Exception {
    var gate = new CanaryGate(2);
    long began = System.nanoTime();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reading>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        CanarySource source = source(canary("SELECT SLEEP(0.2)", 400, 900), gate);
        running.add(executor.submit(() -> Readings.read(source)));
      }
      for (Future<Reading> each : running) {
        assertThat(each.get()).isInstanceOf(Reading.Complete.class);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(600));
  }

  @Test
  void manyTenantsMakeEachOnesTurnRarer() {
    Canary canary = canary("SELECT 1", 100, 900);

    assertThat(canary.within(100, 120)).isEqualTo(canary);
    assertThat(canary.within(1000, 120).interval()).isEqualTo(Duration.ofSeconds(500));
  }

  /// The counters that a reading moved, with their outcome or reason.
  private static List<String> happened(String sql, int thresholdMillis, int timeoutMillis)
      throws Exception {
    CanarySource source = source(canary(sql, thresholdMillis, timeoutMillis), new CanaryGate(1));
    var reading = (Reading.Complete) source.read(Instant.now()).reading();
    return reading.samples().stream()
        .filter(sample -> sample.series().name().endsWith("_total") && sample.value() > 0)
        .map(CanaryIT::shown)
        .toList();
  }

  private static String shown(Sample sample) {
    return "%s %s"
        .formatted(
            sample.series().name(),
            sample.series().label("outcome").or(() -> sample.series().label("reason")).orElse(""));
  }

  private static CanarySource source(Canary canary, CanaryGate gate) {
    var session =
        new ReadOnlySession(
            server.jdbcUrl("acme"), "canary", () -> "pw", canary.timeout(), "nines-canary");
    return new CanarySource(canary, "db1", new TenantId("acme"), session, gate, System::nanoTime);
  }

  private static Canary canary(String sql, int thresholdMillis, int timeoutMillis) {
    return new Canary(
        "newest",
        sql,
        Duration.ofMillis(thresholdMillis),
        Duration.ofMillis(timeoutMillis),
        MINUTE);
  }
}
