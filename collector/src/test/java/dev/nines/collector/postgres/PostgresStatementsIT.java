package dev.nines.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Statements of a real server, against what the applications counted, and what each fault makes of
/// a reading.
class PostgresStatementsIT {
  private static PgBench bench;

  private Source source;

  @BeforeAll
  static void start() {
    bench = PgBench.start(3);
  }

  @AfterAll
  static void stop() {
    if (bench != null) {
      bench.close();
    }
  }

  @BeforeEach
  void connect() {
    source = new StatementsSource(bench.target(), bench.tenants);
  }

  @AfterEach
  void disconnect() {
    source.close();
  }

  @Test
  void countsOfTextAndPreparedStatementsMatchTheApplications() throws Exception {
    warmUp();
    Reading.Complete start = Readings.readWhole(source);
    var statements = new HashMap<String, Long>();
    var slow = new HashMap<String, Long>();
    Reading.Complete end = start;
    for (int round = 0; round < 5; round++) {
      for (String tenant : new String[] {"t1", "t2", "t3", "s1", "s2"}) {
        load(tenant, 400, statements);
        if (round % 2 == 0 && !tenant.equals("t2")) {
          runSlow(tenant, 0.13 + round * 0.01, statements, slow);
        }
      }
      end = Readings.readWhole(source);
    }
    Map<String, Double> counted = Readings.increase(start, end);
    for (String tenant : statements.keySet()) {
      double certain = counted.get(PostgresSeries.SLOW + "/" + tenant);
      double doubtful = counted.get(PostgresSeries.DOUBTFUL + "/" + tenant);
      long truth = slow.getOrDefault(tenant, 0L);
      assertThat(counted)
          .containsEntry(PostgresSeries.STATEMENTS + "/" + tenant, (double) statements.get(tenant));
      assertThat((double) truth).as(tenant).isBetween(certain, certain + doubtful);
      assertThat(doubtful / statements.get(tenant)).as("doubt of " + tenant).isLessThan(0.001);
    }
    assertThat(counted).containsEntry(PostgresSeries.SLOW + "/t2", 0.0);
  }

  @Test
  void whatBelongsToNoTenantIsShown() throws Exception {
    Reading.Complete start = Readings.readWhole(source);
    bench.server.execute("SELECT 1; SELECT 2;");
    Map<String, Double> counted = Readings.increase(start, Readings.readWhole(source));
    assertThat(counted.get(PostgresSeries.UNATTRIBUTED)).isGreaterThanOrEqualTo(2);
    assertThat(counted.get(PostgresSeries.UNATTRIBUTED_RATIO)).isEqualTo(1);
  }

  @Test
  void aSharedRoleIsDividedByDatabase() throws Exception {
    Reading.Complete start = Readings.readWhole(source);
    bench.server.executeIn("t3", "SELECT v FROM kv WHERE id = 7");
    assertThat(Readings.increase(start, Readings.readWhole(source)))
        .containsEntry(PostgresSeries.STATEMENTS + "/t3", 1.0);
  }

  @Test
  void aResetMakesOneReadingPartial() throws Exception {
    warmUp();
    Readings.readWhole(source);
    bench.server.executeIn("saas", "SELECT pg_stat_statements_reset()");
    assertThat(Readings.readPartial(source)).contains("set back");
    Readings.readWhole(source);
  }

  @Test
  void aResetOfOneRoleMakesOneReadingPartial() throws Exception {
    warmUp();
    Readings.readWhole(source);
    bench.server.executeIn(
        "saas", "SELECT pg_stat_statements_reset(oid, 0, 0) FROM pg_roles WHERE rolname = 't1'");
    assertThat(Readings.readPartial(source)).contains("some statements were set back");
    Readings.readWhole(source);
  }

  @Test
  void aCleanRestartLosesNothingAndACrashIsNoticed() throws Exception {
    warmUp();
    Reading.Complete start = Readings.readWhole(source);
    load("t1", 10, new HashMap<>());
    bench.server.stop();
    assertThat(Readings.read(source)).isInstanceOf(Reading.Unreachable.class);
    bench.server.restart();
    Instant later = Instant.now().plusSeconds(11);
    Reading.Complete after = (Reading.Complete) Readings.read(source, later);
    assertThat(Readings.increase(start, after))
        .containsEntry(PostgresSeries.STATEMENTS + "/t1", 10.0);
    bench.server.kill();
    assertThat(Readings.read(source, later)).isInstanceOf(Reading.Unreachable.class);
    bench.server.restart();
    assertThat(Readings.read(source, later.plusSeconds(11)))
        .isInstanceOfSatisfying(
            Reading.Partial.class, partial -> assertThat(partial.reason()).contains("crash"));
    Readings.readWhole(source);
  }

  @Test
  void anEvictionIsNamedWithItsRemedy() throws Exception {
    try (var small = PgBench.start(1, "pg_stat_statements.max=100");
        var t1 = small.connect("t1", "t1");
        var statement = t1.createStatement()) {
      Source narrow = new StatementsSource(small.target(), small.tenants);
      Readings.readWhole(narrow);
      for (int i = 1; i <= 150; i++) {
        statement.execute("SELECT v AS c" + i + ", id + v" + " + 1".repeat(i) + " FROM kv");
      }
      assertThat(Readings.readPartial(narrow))
          .contains("no room")
          .contains("pg_stat_statements.max");
      narrow.close();
    }
  }

  @Test
  void aRevokedPrivilegeIsNamedAndCountedAgainAfterwards() throws Exception {
    Readings.readWhole(source);
    bench.server.execute("REVOKE pg_read_all_stats FROM nines");
    assertThat(Readings.readPartial(source)).contains("GRANT pg_read_all_stats TO \"nines\"");
    bench.server.execute("GRANT pg_read_all_stats TO nines");
    assertThat(Readings.readPartial(source)).contains("counting starts");
    Readings.readWhole(source);
  }

  @Test
  void settingsThatStopTheCountingAreNamed() throws Exception {
    bench.server.execute("ALTER SYSTEM SET compute_query_id = off");
    bench.server.execute("SELECT pg_reload_conf()");
    try {
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () -> assertThat(Readings.readPartial(source)).contains("compute_query_id"));
    } finally {
      bench.server.execute("ALTER SYSTEM RESET compute_query_id");
      bench.server.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void aWrongPasswordIsNotAnOutage() throws Exception {
    bench.server.execute("ALTER ROLE nines PASSWORD 'changed'");
    try {
      assertThat(Readings.readPartial(source)).contains("refuses role nines").contains("password");
    } finally {
      bench.server.executeIn("saas", "ALTER ROLE nines PASSWORD 'it''s odd'");
    }
  }

  @Test
  void theGatewaysRoleCannotReadTenantsOrWrite() throws Exception {
    PostgresDialect dialect = new PostgresDialect(bench.target());
    try (Connection gateway = dialect.connect();
        Statement statement = gateway.createStatement()) {
      for (String forbidden :
          new String[] {
            "SELECT * FROM s1.kv", "SELECT * FROM pg_authid", "CREATE TABLE x (i INT)"
          }) {
        assertThat(
                org.assertj.core.api.Assertions.catchThrowable(() -> statement.execute(forbidden)))
            .as(forbidden)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  /// Each kind of statement has once been slow, so that the longest duration says nothing later.
  private static void warmUp() throws Exception {
    for (String tenant : new String[] {"t1", "t2", "t3", "s1", "s2"}) {
      load(tenant, 2, new HashMap<>());
      runSlow(tenant, 0.3, new HashMap<>(), new HashMap<>());
    }
  }

  private static void load(String tenant, int count, Map<String, Long> statements)
      throws SQLException {
    try (Connection connection = bench.connect(tenant, tenant.startsWith("s") ? "saas" : tenant);
        Statement text = connection.createStatement();
        PreparedStatement prepared =
            connection.prepareStatement("SELECT v FROM kv WHERE id = ? LIMIT 1")) {
      for (int i = 0; i < count; i++) {
        if (i % 2 == 0) {
          text.execute("UPDATE kv SET v = v + 1 WHERE id = " + i % 100);
        } else {
          prepared.setInt(1, i % 100);
          prepared.execute();
        }
      }
    }
    statements.merge(tenant, (long) count, Long::sum);
  }

  private static void runSlow(
      String tenant, double seconds, Map<String, Long> statements, Map<String, Long> slow)
      throws SQLException {
    try (Connection connection = bench.connect(tenant, tenant.startsWith("s") ? "saas" : tenant);
        PreparedStatement sleep = connection.prepareStatement("SELECT pg_sleep(?)")) {
      sleep.setDouble(1, seconds);
      sleep.execute();
    }
    statements.merge(tenant, 1L, Long::sum);
    slow.merge(tenant, 1L, Long::sum);
  }
}
