package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.database.Readings;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.isolation.Layout;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Severity;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.MySqlServer;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A clean server of a hundred tenants, and on it one planted leak after the other, each taken away
/// again by its own remedy where that is SQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IsolationCases {
  static final int TENANTS = 100;
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final MariaDbTarget TARGET =
      MariaDbTarget.of("db1", "jdbc:mariadb://unused", "nines", () -> "pw");
  static final IsolationSettings SETTINGS =
      new IsolationSettings(
          Duration.ofMinutes(5),
          Set.of("backup@localhost"),
          Set.of("shared"),
          "_prisma_migrations",
          Duration.ofMinutes(15),
          Optional.empty());

  private final ServerFamily family;
  private final List<Layout.Home> homes = new ArrayList<>();
  MariaDbServer server;
  ConditionBoard board;
  MariaDbTarget target;
  IsolationSource source;

  IsolationCases(ServerFamily family) {
    this.family = family;
  }

  /// What is planted on a server of this family.
  abstract Stream<PlantedLeak> leaks();

  @BeforeAll
  void startCleanServer() {
    server =
        switch (family) {
          case MARIADB -> MariaDbServer.start();
          case MYSQL -> MySqlServer.start();
        };
    var sql = new StringBuilder();
    for (int i = 1; i <= TENANTS; i++) {
      String schema = schema(i);
      sql.append(
          """
          CREATE DATABASE %1$s; USE %1$s;
          CREATE TABLE customers (id INT PRIMARY KEY);
          CREATE TABLE orders (id INT PRIMARY KEY, customer INT, FOREIGN KEY (customer) REFERENCES customers (id));
          CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64), finished_at DATETIME(3),
            migration_name VARCHAR(255), logs TEXT, rolled_back_at DATETIME(3), started_at DATETIME(3), applied_steps_count INT);
          INSERT INTO _prisma_migrations VALUES ('a', '', UTC_TIMESTAMP(), '20260101000000_init', NULL, NULL, UTC_TIMESTAMP(), 1),
            ('b', '', UTC_TIMESTAMP(), '20260201000000_orders', NULL, NULL, UTC_TIMESTAMP(), 1);
          CREATE USER %2$s@'10.%%' IDENTIFIED BY 'pw'; CREATE USER %2$s@'127.0.0.1' IDENTIFIED BY 'pw';
          GRANT ALL ON `%3$s`.* TO %2$s@'10.%%'; GRANT ALL ON `%3$s`.* TO %2$s@'127.0.0.1'; GRANT SELECT ON shared.* TO %2$s@'10.%%';
          CREATE DEFINER=%2$s@'10.%%' VIEW own AS SELECT id FROM orders;
          CREATE PROCEDURE count_orders() SELECT COUNT(*) FROM %1$s.orders;
          """
              .formatted(schema, user(i), schema.replace("_", "\\_")));
    }
    server.execute("CREATE DATABASE shared; CREATE DATABASE control; " + sql);
    server.execute(
        """
        CREATE USER backup@localhost; GRANT SELECT, RELOAD, LOCK TABLES ON *.* TO backup@localhost;
        CREATE USER monitor@'%'; GRANT PROCESS, REPLICATION CLIENT, SHOW DATABASES ON *.* TO monitor@'%';
        CREATE USER replica@'%'; GRANT REPLICATION SLAVE ON *.* TO replica@'%';
        CREATE USER control@'%'; GRANT ALL ON control.* TO control@'%';
        """);
    server.execute(MariaDbGrants.sql(TARGET, family, "127.0.0.1", "pw"));
    List<String> schemas =
        Stream.iterate(1, i -> i + 1).limit(TENANTS).map(IsolationCases::schema).toList();
    server.execute(MariaDbGrants.isolationSql(TARGET, family, "127.0.0.1", SETTINGS, schemas));
    server.execute("GRANT TRIGGER ON *.* TO nines@'127.0.0.1'");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close(); // not there where the server is not installed
    }
  }

  @BeforeEach
  void begin() {
    board = new ConditionBoard();
    homes.clear();
    for (int i = 1; i <= TENANTS; i++) {
      homes.add(
          new Layout.Home(new TenantId("t" + i), Optional.of(schema(i)), Optional.of(user(i))));
    }
    target = MariaDbTarget.of("db1", url(""), "nines", () -> "pw");
    source =
        new IsolationSource(
            target, SETTINGS, tenants(), new SharedConnection(new MariaDbDialect(target)), board);
  }

  @AfterEach
  void end() {
    source.close();
  }

  @Test
  void aCleanServerOfAHundredTenantsHasNoFinding() throws Exception {
    assertThat(check(START)).isEmpty();
    assertThat(check(START.plus(Duration.ofHours(1)))).isEmpty();
    assertThat(board.isUndecided("TenantIsolationBroken")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leaks")
  void everyPlantedLeakIsFoundAndEndsWithItsRemedy(PlantedLeak leak) throws Exception {
    server.execute(leak.plant());
    try {
      List<Condition> found = check(START);
      assertThat(found)
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.alertname()).isEqualTo("TenantIsolationBroken");
                assertThat(alert.labels())
                    .containsEntry("finding", leak.kind())
                    .containsEntry("subject", leak.subject())
                    .containsEntry("object", leak.object())
                    .containsEntry("server", "db1");
                assertThat(alert.description()).contains("Remedy: ");
              });
      if (leak.remedyIsSql()) {
        server.execute(found.getFirst().description().replaceFirst("(?s).*Remedy: ", ""));
        assertThat(check(START.plusSeconds(300))).isEmpty();
      }
    } finally {
      server.execute(leak.clean());
    }
    assertThat(check(START.plusSeconds(600))).isEmpty();
  }

  @Test
  void theUnescapedUnderscoreIsARealLeak() throws Exception {
    server.execute(
        "CREATE DATABASE tenantX002; CREATE TABLE tenantX002.secret (id INT); INSERT INTO"
            + " tenantX002.secret VALUES (7);GRANT SELECT ON `tenant_002`.* TO"
            + " app_002@'127.0.0.1'");
    try (var stolen = DriverManager.getConnection(url("tenantX002") + "&user=app_002&password=pw");
        var rows = stolen.createStatement().executeQuery("SELECT id FROM secret")) {
      assertThat(rows.next()).isTrue();
      List<Condition> found = check(START);
      assertThat(found)
          .singleElement()
          .satisfies(a -> assertThat(a.severity()).isEqualTo(Severity.CRITICAL));
    } finally {
      server.execute(
          "DROP DATABASE tenantX002; REVOKE SELECT ON `tenant_002`.* FROM app_002@'127.0.0.1'");
    }
  }

  @Test
  void aTenantThatIsHalfProvisionedIsFoundAfterTheGrace() throws Exception {
    homes.add(home("new1", "tenant_new1", "app_new1"));
    server.execute("CREATE DATABASE tenant_new2; CREATE USER app_new2@'%'");
    homes.add(home("new2", "tenant_new2", "app_new2"));
    try {
      assertThat(check(START)).isEmpty();
      assertThat(check(START.plus(Duration.ofMinutes(16))))
          .extracting(a -> a.labels().get("finding"), a -> a.labels().get("object"))
          .contains(
              org.assertj.core.groups.Tuple.tuple("half_provisioned", "schema tenant_new1"),
              org.assertj.core.groups.Tuple.tuple("half_provisioned", "schema tenant_new2"));
    } finally {
      server.execute("DROP DATABASE tenant_new2; DROP USER app_new2@'%'");
    }
  }

  @Test
  void migrationsThatFailedOrDifferAreFoundAfterTheGrace() throws Exception {
    server.execute(
        """
        UPDATE tenant_007._prisma_migrations SET finished_at = NULL, started_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR
          WHERE id = 'b';
        DELETE FROM tenant_008._prisma_migrations WHERE id = 'b';
        UPDATE tenant_009._prisma_migrations SET rolled_back_at = UTC_TIMESTAMP() WHERE id = 'b';
        """);
    try {
      assertThat(check(START)).isEmpty();
      assertThat(check(START.plus(Duration.ofMinutes(15))))
          .allSatisfy(a -> assertThat(a.alertname()).isEqualTo("TenantSchemaDrift"))
          .extracting(a -> a.labels().get("finding") + " " + a.labels().get("subject"))
          .containsExactlyInAnyOrder(
              "migration_failed schema tenant_007",
              "migration_differs schema tenant_007",
              "migration_differs schema tenant_008",
              "migration_differs schema tenant_009");
    } finally {
      server.execute(
          """
          UPDATE tenant_007._prisma_migrations SET finished_at = UTC_TIMESTAMP() WHERE id = 'b';
          INSERT INTO tenant_008._prisma_migrations SELECT * FROM tenant_006._prisma_migrations WHERE id = 'b';
          UPDATE tenant_009._prisma_migrations SET rolled_back_at = NULL WHERE id = 'b';
          """);
    }
  }

  @Test
  void whatWasFoundStaysWhileTheServerCannotBeRead() throws Exception {
    server.execute("GRANT SELECT ON `tenant\\_002`.* TO app_001@'10.%'");
    try {
      check(START);
      server.execute("REVOKE SELECT ON mysql.db FROM nines@'127.0.0.1'");
      assertThat(Readings.read(source, START.plusSeconds(300))).isInstanceOf(Reading.Partial.class);
      assertThat(board.conditions()).hasSize(1);
    } finally {
      server.execute(
          "GRANT SELECT ON mysql.db TO nines@'127.0.0.1'; REVOKE SELECT ON `tenant\\_002`.* FROM"
              + " app_001@'10.%'");
    }
  }

  /// A MySQL's accounts log in with the server's key where there is no TLS.
  private String url(String schema) {
    return server.jdbcUrl(schema) + "?allowPublicKeyRetrieval=true";
  }

  List<Condition> check(Instant at) throws SourceException {
    assertThat(source.read(at).reading()).isInstanceOf(Reading.Complete.class);
    return board.conditions();
  }

  private static Layout.Home home(String id, String schema, String user) {
    return new Layout.Home(new TenantId(id), Optional.of(schema), Optional.of(user));
  }

  private static String schema(int i) {
    return "tenant_%03d".formatted(i);
  }

  private static String user(int i) {
    return "app_%03d".formatted(i);
  }

  ServerTenants tenants() {
    return new ServerTenants() {
      @Override
      public Collection<TenantId> tenants() {
        return homes.stream().map(Layout.Home::tenant).toList();
      }

      @Override
      public Collection<Layout.Home> homes() {
        return homes;
      }

      @Override
      public Optional<TenantId> byUser(String databaseUser) {
        return Optional.empty();
      }

      @Override
      public Optional<TenantId> bySchema(String schema) {
        return Optional.empty();
      }
    };
  }
}
