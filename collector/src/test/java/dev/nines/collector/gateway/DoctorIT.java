package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.mariadb.MariaDbGrants;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.testing.MariaDbServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `nines doctor` says of a real server.
class DoctorIT {
  private static MariaDbServer server;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startServer() {
    server =
        MariaDbServer.start(
            "performance_schema=ON",
            "userstat=1",
            "long_query_time=0.1",
            "performance_schema_consumer_events_statements_current=ON",
            "performance_schema_consumer_events_statements_history_long=ON");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void theGrantsThatItPrintsAreTheOnesThatAreMissing() throws IOException {
    server.execute(
        "CREATE OR REPLACE USER nines@localhost IDENTIFIED BY 'secret';"
            + "CREATE OR REPLACE USER nines@'127.0.0.1' IDENTIFIED BY 'secret';");

    assertThat(doctor()).isEqualTo(1);
    String first = out.toString();
    assertThat(first)
        .contains("PROBLEM  mariadb db1: the privilege PROCESS, SLAVE MONITOR ON *.* is missing")
        .contains(
            "GRANT SELECT (user, variable_name, variable_value) ON"
                + " performance_schema.status_by_user TO 'nines'@");

    server.execute(
        String.join(
            "\n", first.lines().map(String::strip).filter(l -> l.startsWith("GRANT ")).toList()));
    out.getBuffer().setLength(0);

    assertThat(doctor()).as(() -> out.toString()).isZero();
    assertThat(out.toString())
        .contains("may read what it must")
        .contains("ok       tenants of")
        .contains("are well");
  }

  @Test
  void aSettingThatIsWrongIsNamedWithItsRemedy() throws IOException {
    var target = MariaDbTarget.of("db1", server.jdbcUrl(""), "nines", () -> "secret");
    server.execute(
        "DROP USER IF EXISTS nines@localhost; DROP USER IF EXISTS nines@'127.0.0.1';"
            + MariaDbGrants.sql(target, "localhost", "secret")
            + MariaDbGrants.sql(target, "127.0.0.1", "secret"));
    server.execute("SET GLOBAL long_query_time=2");
    try {
      assertThat(doctor()).isEqualTo(1);
      assertThat(out.toString())
          .contains("long_query_time is 2.0 s, but the threshold is 0.1 s")
          .contains("set long_query_time=0.1 in my.cnf");
    } finally {
      server.execute("SET GLOBAL long_query_time=0.1");
    }
  }

  @Test
  void aWrongPasswordIsAnsweredWithTheSqlThatCreatesTheUser() throws IOException {
    server.execute(
        "CREATE OR REPLACE USER nines@localhost IDENTIFIED BY 'other';"
            + "CREATE OR REPLACE USER nines@'127.0.0.1' IDENTIFIED BY 'other';");

    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString())
        .contains("the server refuses user nines")
        .contains("CREATE USER IF NOT EXISTS 'nines'@'gateway-host'");
  }

  private int doctor() throws IOException {
    Files.writeString(folder.resolve("password"), "secret");
    Files.writeString(
        folder.resolve("tenants.yml"), "tenants: [{id: acme, database_user: acme_app}]");
    Path config =
        Files.writeString(
            folder.resolve("nines.yml"),
            """
            tenants: {file: tenants.yml}
            mariadb:
              - {name: db1, url: "%s", username: nines, password_file: password}
            """
                .formatted(server.jdbcUrl("")));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("doctor", "--config.file", config.toString(), "--storage.path", folder.toString());
  }
}
