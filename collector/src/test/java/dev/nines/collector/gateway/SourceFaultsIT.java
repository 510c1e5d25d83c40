package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.mariadb.MariaDbGrants;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.collector.postgres.PostgresRole;
import dev.nines.collector.postgres.PostgresTarget;
import dev.nines.collector.queue.QueueTargets;
import dev.nines.collector.queue.RedisAcl;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.PostgresServer;
import dev.nines.testing.RedisServer;
import dev.nines.testing.Switchboard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each way in which a server can fail, for each kind of server, all at once in one gateway: every
/// one is named by `/metrics` and by `doctor`, the healthy ones beside them are read as if nothing
/// were, and when it is over it is over. What fails in its own way is tested beside its source; the
/// table is in docs/faults.md.
@Tag("nightly")
class SourceFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  private static final String MARIADB_RIGHT =
      "SELECT (user, variable_name, variable_value) ON performance_schema.status_by_user";

  private static final List<String> KINDS = List.of("mariadb", "postgres", "queue", "canary");

  /// What is wrong, and what the gateway calls it.
  private enum Fault {
    NONE("ok"),
    DEAD("unreachable"),
    HANGING("unreachable"),
    DNS_GONE("unreachable"),
    REVOKED("partial"),
    WRONG_PASSWORD("partial");

    private final String state;

    Fault(String state) {
      this.state = state;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Each has its own, since an account has three connections at the most.
    String user() {
      return "nines_" + name().toLowerCase(Locale.ROOT);
    }

    String passwordFile() {
      return this == WRONG_PASSWORD ? "wrong-password" : "password";
    }

    boolean isOver(boolean mended) {
      return this == NONE || (mended && this != DNS_GONE);
    }
  }

  @TempDir private Path folder;

  private MariaDbServer mariadb;
  private PostgresServer postgres;
  private RedisServer redis;
  private final List<Switchboard> addresses = new ArrayList<>();
  private final Map<Fault, List<Switchboard>> byFault = new EnumMap<>(Fault.class);

  @BeforeEach
  void start() {
    mariadb = MariaDbServer.start(MariaDbGrants.serverSettings().lines().toArray(String[]::new));
    postgres =
        PostgresServer.start(
            "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off");
    redis = RedisServer.start();
    mariadb.execute("CREATE DATABASE acme; CREATE TABLE acme.records (id INT PRIMARY KEY);");
    postgres.execute("CREATE DATABASE saas");
    for (Fault fault : Fault.values()) {
      createUser(fault.user());
    }
    mariadb.execute("REVOKE " + MARIADB_RIGHT + " FROM nines_revoked@'127.0.0.1'");
    mariadb.execute("REVOKE SELECT ON acme.records FROM nines_revoked@'127.0.0.1'");
    postgres.execute("REVOKE pg_read_all_stats FROM nines_revoked");
    QueueTargets.command(redis.port(), "ACL SETUSER nines_revoked -zcard");
    QueueTargets.command(redis.port(), "HSET bull:q:meta version x");
  }

  @AfterEach
  void stop() {
    addresses.forEach(Switchboard::close);
    redis.close();
    postgres.close();
    mariadb.close();
  }

  private void createUser(String user) {
    mariadb.execute(
        MariaDbGrants.sql(
                MariaDbTarget.of("any", mariadb.jdbcUrl(""), user, () -> "secret"),
                "127.0.0.1",
                "secret")
            + "GRANT SELECT ON acme.records TO '%s'@'127.0.0.1';".formatted(user));
    postgres.executeIn(
        "saas",
        PostgresRole.sql(
            new PostgresTarget(
                "any",
                postgres.jdbcUrl("saas"),
                user,
                () -> "secret",
                Duration.ofMillis(100),
                Duration.ofSeconds(1)),
            "secret"));
    QueueTargets.command(redis.port(), RedisAcl.setUser(user, "secret", List.of("bull:*")));
  }

  private void mend() throws IOException {
    byFault.values().forEach(each -> each.forEach(Switchboard::mend));
    mariadb.execute("GRANT " + MARIADB_RIGHT + " TO nines_revoked@'127.0.0.1'");
    mariadb.execute("GRANT SELECT ON acme.records TO nines_revoked@'127.0.0.1'");
    postgres.execute("GRANT pg_read_all_stats TO nines_revoked");
    QueueTargets.command(redis.port(), "ACL SETUSER nines_revoked +zcard");
    Files.writeString(folder.resolve("wrong-password"), "secret");
  }

  @Test
  void everyFaultIsNamedAndContainedAndEndsByItself() throws Exception {
    try (var files = new GatewayFolder(folder)) {
      files.write("password", "secret");
      files.write("wrong-password", "guessed");
      files.write(
          "tenants.yml", "tenants: [{id: acme, database: acme, database_user: acme_app}]\n");
      files.configure(configuration());
      byFault.get(Fault.DEAD).forEach(Switchboard::cut);
      byFault.get(Fault.HANGING).forEach(Switchboard::hang);
      try (Gateway gateway = files.start()) {
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertStates(files.get(gateway, "/metrics"), false));
        assertDoctorNamesThem();
        assertHealthyOnesUnharmed(files.get(gateway, "/metrics"));

        mend();
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertStates(files.get(gateway, "/metrics"), true));
        assertHealthyOnesUnharmed(files.get(gateway, "/metrics"));
      }
    }
  }

  private String configuration() {
    var yaml = new StringBuilder("tenants: {file: tenants.yml}\nevaluation_interval: 1s\n");
    for (String kind : KINDS) {
      yaml.append(kind.equals("mariadb") || kind.equals("postgres") ? kind : plural(kind))
          .append(":\n");
      for (Fault fault : Fault.values()) {
        yaml.append(entry(kind, fault, address(kind, fault)));
      }
    }
    return yaml.toString();
  }

  private static String plural(String kind) {
    return kind.equals("canary") ? "canaries" : kind + "s";
  }

  private String address(String kind, Fault fault) {
    if (fault == Fault.DNS_GONE) {
      return "nowhere.invalid:3306";
    }
    var address =
        new Switchboard(
            switch (kind) {
              case "postgres" -> postgres.port();
              case "queue" -> redis.port();
              default -> mariadb.port();
            });
    addresses.add(address);
    byFault.computeIfAbsent(fault, _ -> new ArrayList<>()).add(address);
    return "127.0.0.1:" + address.port();
  }

  private static String entry(String kind, Fault fault, String address) {
    String login =
        "name: %s, username: %s, password_file: %s"
            .formatted(fault.label(), fault.user(), fault.passwordFile());
    return switch (kind) {
      case "queue" -> "  - {%s, addresses: ['%s'], interval: 4s}\n".formatted(login, address);
      case "postgres" ->
          "  - {%s, url: 'jdbc:postgresql://%s/saas', interval: 1s}\n".formatted(login, address);
      case "canary" ->
          "  - {%s, url: 'jdbc:mariadb://%s/{tenant.database}', statements_per_minute: 600,"
                  .formatted(login, address)
              + " statements: [{name: newest, query: 'SELECT id FROM records', interval: 1s}]}\n";
      default ->
          "  - {%s, url: 'jdbc:mariadb://%s/', ring: false, interval: 1s}\n"
              .formatted(login, address);
    };
  }

  private static String target(String kind, Fault fault) {
    return kind.equals("canary") ? "newest@" + fault.label() + "/acme" : fault.label();
  }

  private static void assertStates(String metrics, boolean mended) {
    for (String kind : KINDS) {
      for (Fault fault : Fault.values()) {
        String source = "kind=\"%s\",target=\"%s\"".formatted(kind, target(kind, fault));
        boolean over = fault.isOver(mended);
        assertThat(value(metrics, "nines_source_up{" + source)).as(source).isEqualTo(over ? 1 : 0);
        assertThat(metrics.contains(source + ",state=\"" + fault.state + "\""))
            .as(source + " is named")
            .isEqualTo(!over);
      }
    }
  }

  /// Read in full a moment ago; on a busy machine a reading may have been left out.
  private static void assertHealthyOnesUnharmed(String metrics) {
    for (String kind : KINDS) {
      String source = "kind=\"%s\",target=\"%s\"".formatted(kind, target(kind, Fault.NONE));
      double lastWhole = value(metrics, "nines_source_last_complete_timestamp_seconds{" + source);
      assertThat(Instant.ofEpochSecond((long) lastWhole))
          .as(source)
          .isAfter(Instant.now().minusSeconds(15));
    }
  }

  private static double value(String metrics, String beginning) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private void assertDoctorNamesThem() {
    var out = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "doctor",
                "--config.file",
                folder.resolve("nines.yml").toString(),
                "--storage.path",
                folder.resolve("doctor").toString());
    assertThat(exit).isEqualTo(1);
    for (String kind : KINDS) {
      for (Fault fault : Fault.values()) {
        String problem = "PROBLEM  %s %s: ".formatted(kind, target(kind, fault));
        assertThat(out.toString().contains(problem))
            .as(() -> problem + out)
            .isEqualTo(fault != Fault.NONE);
      }
    }
  }
}
