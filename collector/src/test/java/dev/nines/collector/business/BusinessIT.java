package dev.nines.collector.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.Switchboard;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessIT {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static MariaDbServer server;
  private final QueryGate gate = new QueryGate(2);

  @BeforeAll
  static void start() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE DATABASE control; CREATE DATABASE tenant_a; CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'pw';
        GRANT SELECT ON control.* TO reader@'127.0.0.1'; GRANT SELECT, INSERT ON tenant_a.* TO reader@'127.0.0.1';
        CREATE TABLE control.plans (tier VARCHAR(20), euros DECIMAL(10,2), contact VARCHAR(50), written_at DATETIME);
        INSERT INTO control.plans VALUES ('gold', 10.50, 'ada@example.com', '2026-03-02 11:00:00'),
          ('gold', 20.25, 'bob@example.com', '2026-03-02 11:00:00'), ('free', NULL, 'eve', '2026-03-02 11:00:00');
        CREATE USER stranger@'127.0.0.1' IDENTIFIED BY 'pw'; GRANT SELECT (tier) ON control.plans TO stranger@'127.0.0.1';
        CREATE TABLE tenant_a.orders (id INT); INSERT INTO tenant_a.orders VALUES (1), (2), (3);
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void rowsBecomeSamplesAndNullIsNone() throws Exception {
    var query =
        query(
                "SELECT tier AS Tier, SUM(euros) AS value, COUNT(euros) AS paying FROM plans GROUP"
                    + " BY 1")
            .labels("tier")
            .values("value", "paying");
    assertThat(read(query))
        .containsExactlyInAnyOrder(
            "nines_business_plans{tier=gold} 30.75",
            "nines_business_plans_paying{tier=gold} 2.0",
            "nines_business_plans_paying{tier=free} 0.0");
  }

  @Test
  void onATenantsDatabaseTheTenantIsALabel() throws Exception {
    assertThat(read(query("SELECT COUNT(*) AS value FROM orders"), tenant()))
        .containsExactly("nines_business_plans{tenant=a} 3.0");
  }

  @Test
  void nothingCanBeWrittenEvenWithTheRightTo() {
    var query = query("SELECT 1 AS value INTO @x").source(tenant(), gate);
    assertThatThrownBy(() -> query.read(NOW)).isInstanceOf(Exception.class);
    assertThatThrownBy(
            () ->
                query("WITH x AS (SELECT 9) INSERT INTO orders SELECT * FROM x")
                    .source(tenant(), gate)
                    .read(NOW))
        .isInstanceOf(SourceException.class);
    assertThat(server.execute("SELECT COUNT(*) FROM tenant_a.orders")).isEqualTo("3");
  }

  @Test
  void twoRowsWithTheSameLabelsAreAMistakeInTheQuery() {
    assertPartial(query("SELECT tier, euros AS value FROM plans").labels("tier"), "two rows");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertPartial(query("SELECT 1 AS other"), "no column [value]");
  }

  @Test
  void aValueThatLooksPersonalIsRefused() throws Exception {
    var query = query("SELECT contact, 1 AS value FROM plans").labels("contact");
    assertPartial(query, "looks like personal data in the column contact");
    assertThat(read(query.allowing("contact"))).hasSize(3);
  }

  @Test
  void whatIsNoNumberIsNamedWithItsColumn() throws Exception {
    assertPartial(query("SELECT CURRENT_DATE AS value"), "the column value holds no number");
    assertPartial(query("SELECT 'abc' AS value"), "the column value holds no number");
  }

  @Test
  void dataThatAreTooOldAreNoReading() throws Exception {
    var query = query("SELECT 1 AS value, MAX(written_at) AS as_of FROM plans");
    assertThat(read(query.maxAge(Duration.ofHours(2)))).hasSize(1);
    assertPartial(query.maxAge(Duration.ofMinutes(30)), "older than");
  }

  @Test
  void aSlowQueryIsEndedByTheServerAndDelaysNoOther() throws Exception {
    var slow =
        query("SELECT SLEEP(10) AS value").timeout(Duration.ofMillis(500)).source(control(), gate);
    var running = CompletableFuture.supplyAsync(() -> failureOf(slow));
    long started = System.nanoTime();
    assertThat(read(query("SELECT 1 AS value"))).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    assertThat(running.join()).hasMessageContaining("took more than 500 ms");
  }

  @Test
  void afterThreeFailuresOnlyThatQueryIsLeftAlone() throws Exception {
    BusinessSource bad = query("SELECT 1 AS other").source(control(), gate);
    for (int i = 0; i < 3; i++) {
      assertThat(failureOf(bad)).hasMessageContaining("no column");
    }
    assertThat(failureOf(bad)).hasMessageContaining("not asked");
    assertThat(
            new DraftQuery("fine", "SELECT 1 AS value").source(control(), gate).read(NOW).reading())
        .isInstanceOf(Reading.Complete.class);
  }

  @Test
  void aDatabaseThatCannotBeReachedIsLeftAloneByAllItsQueries() {
    var gone =
        new BusinessDatabase(
            "gone", "jdbc:mariadb://127.0.0.1:1/x", "reader", () -> "pw", Optional.of("gone"));
    for (int i = 0; i < 3; i++) {
      assertThat(failureOf(new DraftQuery("q" + i, "SELECT 1 AS value").source(gone, gate)))
          .isInstanceOf(SQLException.class);
    }
    assertThat(failureOf(new DraftQuery("other", "SELECT 1 AS value").source(gone, gate)))
        .hasMessageContaining("not asked");
  }

  @ParameterizedTest
  @CsvSource({
    "reader, wrong, control, is not let in as reader. Remedy: check 'username' and 'password_file'",
    "stranger, pw, control, GRANT SELECT on its tables to stranger",
    "stranger, pw, tenant_a, GRANT SELECT on its tables to stranger",
  })
  void whoIsRefusedIsToldWhatHelps(String user, String password, String schema, String remedy) {
    var refusing =
        new BusinessDatabase(
            "control", server.jdbcUrl(schema), user, () -> password, Optional.empty());
    assertThat(failureOf(query("SELECT COUNT(contact) AS value FROM plans").source(refusing, gate)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(remedy);
  }

  @Test
  void aServerThatHangsIsGivenUpOnAndReadAgainWhenItAnswers() throws Exception {
    try (var address = new Switchboard(server.port())) {
      var database =
          new BusinessDatabase(
              "control",
              "jdbc:mariadb://127.0.0.1:" + address.port() + "/control",
              "reader",
              () -> "pw",
              Optional.empty());
      BusinessSource source = query("SELECT 1 AS value").source(database, gate);
      address.hang();
      assertThat(failureOf(source))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("timed out");
      address.mend();
      assertThat(source.read(NOW).reading()).isInstanceOf(Reading.Complete.class);
    }
  }

  @Test
  void theLastValuesStandInAsLongAsConfigured() throws Exception {
    server.execute("CREATE TABLE control.fleeting AS SELECT 7 AS value; ");
    BusinessSource source =
        query("SELECT value FROM fleeting").keep(Duration.ofMinutes(10)).source(control(), gate);
    assertThat(source.read(NOW).reading()).isInstanceOf(Reading.Complete.class);
    server.execute("DROP TABLE control.fleeting");
    assertThat(source.read(NOW.plusSeconds(600)).reading()).isInstanceOf(Reading.Complete.class);
    assertThatThrownBy(() -> source.read(NOW.plusSeconds(601))).hasMessageContaining("fleeting");
  }

  private void assertPartial(DraftQuery query, String reason) {
    assertThat(failureOf(query.source(control(), gate)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(reason);
  }

  private static Exception failureOf(BusinessSource source) {
    try {
      source.read(NOW);
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("the reading did not fail");
  }

  private List<String> read(DraftQuery query) throws Exception {
    return read(query, control());
  }

  private List<String> read(DraftQuery query, BusinessDatabase database) throws Exception {
    var complete = (Reading.Complete) query.source(database, gate).read(NOW).reading();
    return complete.samples().stream()
        .map(each -> each.series().name() + each.series().labels() + " " + each.value())
        .toList();
  }

  private static BusinessDatabase control() {
    return new BusinessDatabase(
        "control", server.jdbcUrl("control"), "reader", () -> "pw", Optional.empty());
  }

  private static BusinessDatabase tenant() {
    return new BusinessDatabase(
        "a", server.jdbcUrl("tenant_a"), "reader", () -> "pw", Optional.of("a"));
  }

  private static DraftQuery query(String sql) {
    return new DraftQuery("plans", sql);
  }
}
