package dev.nines.collector.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.testing.MariaDbServer;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTenantsIT {
  private static MariaDbServer server;

  @BeforeAll
  static void aControlDatabase() {
    server = MariaDbServer.start();
    server.execute(
        """
        CREATE DATABASE control;
        CREATE TABLE control.tenants (slug VARCHAR(99), name VARCHAR(99), plan VARCHAR(20),
          signed_up DATETIME, worth DECIMAL(12,2), tz VARCHAR(40), mails TEXT);
        INSERT INTO control.tenants VALUES
          ('acme', 'Acme', 'enterprise', '2025-05-01 08:00:00', 90000, 'Europe/Berlin', 'a@acme.example; b@acme.example'),
          ('bad id', 'Bad', 'trial', '2025-05-01', NULL, NULL, NULL),
          ('zoneless', 'Zoneless', 'trial', '2025-05-01', NULL, 'Nowhere/City', NULL),
          ('tiny', 'Tiny', 'trial', NULL, NULL, NULL, NULL);
        CREATE USER nines@'%' IDENTIFIED BY 'secret';
        GRANT SELECT, INSERT ON control.* TO nines@'%';
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void columnsBecomeFieldsByNameAndBadRowsAreReportedWithRowAndColumn() throws SQLException {
    var result =
        tenants(
                """
                SELECT slug AS id, name, plan AS tier, signed_up AS onboarded_at, worth AS contract_value,
                  tz AS zone, mails AS report_recipients, CONCAT('t_', slug) AS `database`, 'eu' AS label_region
                FROM tenants\
                """)
            .read();
    assertThat(result.tenants()).extracting(Tenant::name).containsExactly("Acme", "Tiny");
    Tenant acme = result.tenants().getFirst();
    assertThat(acme.tier()).isEqualTo("enterprise");
    assertThat(acme.onboardedAt()).isEqualTo(Instant.parse("2025-05-01T08:00:00Z"));
    assertThat(acme.contractValueEuros()).hasValue(new BigDecimal("90000.00"));
    assertThat(acme.reportRecipients()).isEqualTo(List.of("a@acme.example", "b@acme.example"));
    assertThat(acme.database()).hasValue("t_acme");
    assertThat(acme.labels()).isEqualTo(Map.of("region", "eu"));
    assertThat(result.problems())
        .extracting(Diagnostic::file, Diagnostic::line, Diagnostic::column, Diagnostic::field)
        .containsExactly(tuple("control", 2, 1, "id"), tuple("control", 3, 6, "zone"));
  }

  @Test
  void aQueryWithoutIdSaysWhichColumnsThereAre() {
    assertThatThrownBy(() -> tenants("SELECT slug, name FROM tenants").read())
        .hasMessage(
            "the query of control returns no column id, only [name, slug]: name the column with the"
                + " tenant's id so, by 'AS id'");
  }

  @Test
  void theQueryCannotWrite() {
    assertThatThrownBy(
            () -> tenants("INSERT INTO tenants (slug) VALUES ('evil') RETURNING slug AS id").read())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("READ ONLY");
  }

  @Test
  void aQueryThatTakesTooLongIsStopped() {
    long startedNanos = System.nanoTime();
    assertThatThrownBy(() -> tenants("SELECT SLEEP(30) AS id").read())
        .isInstanceOf(SQLException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - startedNanos))
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aWrongPasswordIsNotEchoed() {
    var settings =
        new DatabaseTenants.Settings(
            "control",
            server.jdbcUrl("control"),
            "nines",
            () -> "wr0ng",
            "SELECT 1",
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> new DatabaseTenants(settings).read())
        .hasMessageContaining("Access denied")
        .hasMessageNotContaining("wr0ng");
    assertThat(settings.toString()).isEqualTo("DatabaseTenants[control]");
  }

  private static DatabaseTenants tenants(String query) {
    return new DatabaseTenants(
        new DatabaseTenants.Settings(
            "control",
            server.jdbcUrl("control"),
            "nines",
            () -> "secret",
            query,
            Duration.ofSeconds(1)));
  }
}
