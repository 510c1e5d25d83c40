package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.NamedTenants;
import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.Switchboard;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A primary and its replica behind one address, both real; the primary dies. What ran before and
/// after is counted once, what nobody can know is unmeasured.
class MariaDbFailoverIT {
  private static final String COUNT = MariaDbSeries.STATEMENTS + "/shop";

  private MariaDbServer primary;
  private MariaDbServer replica;
  private Switchboard address;
  private double counted;
  private Reading.Complete last;

  @BeforeEach
  void start() throws Exception {
    primary = server(1);
    replica = server(2);
    address = new Switchboard(primary.port());
    primary.execute(
        "CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'pw'; GRANT REPLICATION SLAVE ON *.* TO"
            + " repl@'127.0.0.1'");
    replica.execute(
        "CHANGE MASTER TO master_host='127.0.0.1', master_port=%d, master_user='repl', master_password='pw', master_use_gtid=slave_pos; START SLAVE"
            .formatted(primary.port()));
    primary.execute(MariaDbGrants.sql(target(Attribution.USER), "127.0.0.1", "pw"));
    primary.execute(MariaDbGrants.sql(target(Attribution.SCHEMA), "127.0.0.1", "pw"));
    primary.execute(
        "CREATE DATABASE shop; CREATE USER shop@'127.0.0.1' IDENTIFIED BY 'secret'; GRANT ALL ON"
            + " shop.* TO shop@'127.0.0.1'");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                replica
                    .execute(
                        "SELECT (SELECT COUNT(*) FROM mysql.db WHERE db = 'shop') + (SELECT"
                            + " COUNT(*) FROM mysql.user WHERE user = 'nines')")
                    .equals("2"));
  }

  @AfterEach
  void stop() throws Exception {
    address.close();
    replica.close();
    primary.close();
  }

  @ParameterizedTest
  @EnumSource(Attribution.class)
  void aFailoverCountsNothingTwiceAndSaysWhatItCannotKnow(Attribution attribution)
      throws Exception {
    Source source = source(attribution);
    settle(source);
    run(primary, 12);
    run(replica, 300); // reads on the replica, so that its counters are ahead
    awaitCounted(source, 12);

    run(primary, 5);
    primary.kill();
    replica.execute("STOP SLAVE");
    address.switchTo(replica.port());

    awaitIncomplete(source);
    settle(source);
    run(replica, 20);
    awaitCounted(source, 32);
    source.close();
  }

  /// Readings that the ring's budget leaves out are complete and count nothing; the first that
  /// looks at the server is not.
  private void awaitIncomplete(Source source) {
    double before = counted;
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              if (Readings.read(source) instanceof Reading.Complete reading) {
                add(reading);
                return false;
              }
              return true;
            });
    assertThat(counted).isEqualTo(before);
  }

  /// Reads until readings are whole; nothing may be counted meanwhile.
  private void settle(Source source) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              if (!(Readings.read(source) instanceof Reading.Complete reading)) {
                return false;
              }
              add(reading);
              return true;
            });
  }

  private void awaitCounted(Source source, double expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              add(Readings.readWhole(source));
              assertThat(counted).isEqualTo(expected);
            });
  }

  private void add(Reading.Complete reading) {
    counted +=
        last == null
            ? Readings.values(reading).getOrDefault(COUNT, 0.0)
            : Readings.increase(last, reading).getOrDefault(COUNT, 0.0);
    last = reading;
  }

  private static void run(MariaDbServer server, int statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl("shop") + "?user=shop&password=secret");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < statements; i++) {
        statement.execute("SELECT " + i);
      }
    }
  }

  private Source source(Attribution attribution) {
    var tenants = new NamedTenants(List.of(new TenantId("shop")));
    return switch (attribution) {
      case USER ->
          new UserStatementsSource(target(attribution), tenants, System::nanoTime, Duration.ZERO);
      case SCHEMA -> new RingSource(target(attribution), tenants, System::nanoTime);
    };
  }

  private MariaDbTarget target(Attribution attribution) {
    return new MariaDbTarget(
        "db1",
        "jdbc:mariadb://127.0.0.1:%d/".formatted(address.port()),
        "nines",
        () -> "pw",
        attribution,
        MariaDbTarget.DEFAULT_THRESHOLD,
        MariaDbTarget.DEFAULT_INTERVAL,
        new MariaDbTarget.Ring(true, Duration.ofMillis(100), 1));
  }

  private static MariaDbServer server(int id) {
    var settings = new java.util.ArrayList<>(MariaDbGrants.serverSettings().lines().toList());
    settings.addAll(List.of("log_bin=binlog", "server_id=" + id, "gtid_strict_mode=ON"));
    return MariaDbServer.start(settings.toArray(String[]::new));
  }
}
