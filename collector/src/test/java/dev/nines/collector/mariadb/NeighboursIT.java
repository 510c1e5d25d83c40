package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.database.Readings;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tenants' own logins tried on their neighbours, on a real server.
class NeighboursIT {
  private static final int TENANTS = 4;
  private static final int ALL_PAIRS = TENANTS * (TENANTS - 1);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private static Bench bench;

  @TempDir private Path passwords;
  private final ConditionBoard board = new ConditionBoard();
  private NeighbourSource source;

  @BeforeAll
  static void start() {
    bench = Bench.start(TENANTS);
    bench.target(Attribution.USER);
    bench.server.execute("CREATE DATABASE control");
    bench.server.execute("CREATE TABLE control.logins (tenant VARCHAR(63), password VARCHAR(99))");
    bench.server.execute("CREATE USER vault@'127.0.0.1' IDENTIFIED BY 'pw'");
    bench.server.execute("GRANT SELECT ON control.logins TO vault@'127.0.0.1'");
    for (TenantId tenant : bench.tenants) {
      bench.server.execute("INSERT INTO control.logins VALUES ('%s', 'secret')".formatted(tenant));
    }
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void begin() throws Exception {
    for (TenantId tenant : bench.tenants) {
      Files.writeString(passwords.resolve(tenant.value()), "secret\n");
    }
    source = source(new TenantPasswords.InFiles(passwords.resolve("{tenant.id}")));
  }

  @AfterEach
  void end() {
    source.close();
  }

  @Test
  void onACleanServerEveryAttemptIsRefused() throws Exception {
    assertThat(board.isUndecided("TenantIsolationBroken")).isTrue();

    assertThat(outcomes()).isEqualTo(Map.of("refused", ALL_PAIRS, "reached", 0, "not_tried", 0));
    assertThat(board.conditions()).isEmpty();
    assertThat(board.isUndecided("TenantIsolationBroken")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GRANT SELECT ON t2.* TO t1@'127.0.0.1'       | REVOKE SELECT ON t2.* FROM t1@'127.0.0.1' |"
            + " select from `kv`",
        "GRANT SELECT (id) ON t2.kv TO t1@'127.0.0.1' | REVOKE SELECT (id) ON t2.kv FROM"
            + " t1@'127.0.0.1' | select from `kv`",
        "GRANT INSERT ON t2.kv TO t1@'127.0.0.1'      | REVOKE INSERT ON t2.kv FROM t1@'127.0.0.1'"
            + " | enter the schema",
        "CREATE ROLE r; GRANT SELECT ON t2.* TO r; GRANT r TO t1@'127.0.0.1'; SET DEFAULT ROLE r"
            + " FOR t1@'127.0.0.1' | DROP ROLE r | select from `kv`",
      })
  void aPlantedLeakIsToldUntilItIsRefused(String plant, String mend, String how) throws Exception {
    bench.server.execute(plant);
    try {
      assertThat(outcomes()).containsEntry("reached", 1).containsEntry("refused", ALL_PAIRS - 1);
      assertThat(board.conditions())
          .singleElement()
          .satisfies(
              leak -> {
                assertThat(leak.alertname()).isEqualTo("TenantIsolationBroken");
                assertThat(leak.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(leak.labels())
                    .containsEntry("subject", "t1")
                    .containsEntry("object", "t2")
                    .containsEntry("finding", "neighbour_reached");
                assertThat(leak.description())
                    .contains(how, "Remedy: SHOW GRANTS FOR 't1'@'127.0.0.1'");
              });
    } finally {
      bench.server.execute(mend);
    }
    outcomes();
    assertThat(board.conditions()).isEmpty();
  }

  @Test
  void whoCannotLogInIsNotTriedAndTheOthersAre() throws Exception {
    Files.writeString(passwords.resolve("t1"), "wrong");
    Files.delete(passwords.resolve("t2"));

    assertThat(outcomes())
        .containsEntry("not_tried", ALL_PAIRS / 2)
        .containsEntry("refused", ALL_PAIRS / 2);
  }

  @Test
  void ifNobodyCanLogInTheReadingSaysSoAndWhatWasFoundStays() throws Exception {
    bench.server.execute("GRANT SELECT ON t2.* TO t1@'127.0.0.1'");
    try {
      outcomes();
      for (TenantId tenant : bench.tenants) {
        Files.writeString(passwords.resolve(tenant.value()), "wrong");
      }

      assertThat(Readings.readPartial(source)).contains("no attempt could be made", "Remedy");
      assertThat(board.conditions()).extracting(Condition::summary).hasSize(1);
    } finally {
      bench.server.execute("REVOKE SELECT ON t2.* FROM t1@'127.0.0.1'");
    }
  }

  @Test
  void passwordsMayComeFromAQuery() throws Exception {
    source.close();
    source =
        source(
            new TenantPasswords.ByQuery(
                new ReadOnlySession(
                    bench.server.jdbcUrl("control"),
                    "vault",
                    () -> "pw",
                    Duration.ofSeconds(2),
                    "test"),
                "SELECT password FROM logins WHERE tenant = ?"));

    assertThat(outcomes()).containsEntry("refused", ALL_PAIRS).containsEntry("not_tried", 0);
  }

  @Test
  void anAttemptReadsNoRowOfAnybody() throws Exception {
    bench.server.execute("GRANT SELECT ON t2.* TO t1@'127.0.0.1'");
    long before = rowsRead();
    outcomes();
    bench.server.execute("REVOKE SELECT ON t2.* FROM t1@'127.0.0.1'");

    assertThat(rowsRead()).isEqualTo(before);
  }

  private static long rowsRead() throws Exception {
    try (var root = java.sql.DriverManager.getConnection(bench.server.jdbcUrl("") + "?user=root");
        var statement = root.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT COALESCE(SUM(rows_read), 0) FROM information_schema.table_statistics"
                    + " WHERE table_schema LIKE 't_'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Map<String, Integer> outcomes() throws Exception {
    var complete = (Reading.Complete) source.read(START).reading();
    var outcomes = new java.util.HashMap<String, Integer>();
    complete
        .samples()
        .forEach(
            sample ->
                sample
                    .series()
                    .label("outcome")
                    .ifPresent(outcome -> outcomes.put(outcome, (int) sample.value())));
    return outcomes;
  }

  private NeighbourSource source(TenantPasswords from) {
    return new NeighbourSource(
        bench.target(Attribution.USER),
        new NeighbourSettings(from, Duration.ofMinutes(1), 60),
        bench.directory(),
        board);
  }
}
