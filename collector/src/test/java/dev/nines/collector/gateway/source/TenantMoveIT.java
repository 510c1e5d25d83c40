package dev.nines.collector.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.database.Readings;
import dev.nines.collector.mariadb.MariaDbGrants;
import dev.nines.collector.mariadb.MariaDbSources;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.collector.source.Source;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.collector.tenant.TenantList;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Tenant;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.PlainTenant;
import dev.nines.testing.TestClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two real servers, tenants spread over them, one of them moved while it runs: each statement is
/// counted for its tenant once.
class TenantMoveIT {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final String COUNT = "nines_mariadb_statements_total";

  private final Map<String, String> places = new HashMap<>(Map.of("acme", "db1", "globex", "db2"));
  private final TestClock clock = TestClock.at(START);
  private final TenantDirectory directory =
      new TenantDirectory(List.of(new Places()), clock, _ -> {});
  private Server one;
  private Server two;

  /// A list of tenants that says where each is.
  private final class Places implements TenantList {
    @Override
    public String name() {
      return "places";
    }

    @Override
    public Result read() {
      return new Result(
          places.entrySet().stream().map(each -> tenant(each.getKey(), each.getValue())).toList(),
          List.of());
    }
  }

  private record Server(MariaDbServer mariadb, Source source, Map<String, Double> counted)
      implements AutoCloseable {

    /// Adds what was counted since the last reading.
    void read() throws Exception {
      Reading.Complete reading = Readings.readWhole(source);
      counted.clear();
      counted.putAll(Readings.values(reading));
    }

    @Override
    public void close() {
      source.close();
      mariadb.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    directory.refresh();
    one = server("db1");
    two = server("db2");
    one.read();
    two.read();
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void aTenantThatMovesIsCountedOnceOnEachServer() throws Exception {
    run(one, "acme", 10);
    run(two, "globex", 7);
    awaitCounts(10, 7);

    run(one, "acme", 3);
    places.put("acme", "db2");
    directory.refresh();
    run(two, "acme", 20);
    run(one, "acme", 2); // of a pool that has not noticed yet
    awaitCounts(35, 7);

    assertThat(two.counted()).containsEntry(COUNT + "/acme", 20.0);
    assertThat(one.counted()).doesNotContainKey(COUNT + "/globex");
  }

  @Test
  void whoMovedLongAgoIsNobodyOnTheFormerServer() throws Exception {
    run(one, "acme", 10);
    awaitCounts(10, 0);
    places.put("acme", "db2");
    directory.refresh();
    one.read();
    clock.advance(Duration.ofMinutes(11));
    one.read();

    run(one, "acme", 5);
    Awaitility.await()
        .untilAsserted(
            () -> {
              one.read();
              assertThat(one.counted())
                  .containsEntry("nines_mariadb_unattributed_statements_total", 5.0)
                  .doesNotContainKey(COUNT + "/acme");
            });
  }

  /// The server books a statement a moment after its answer.
  private void awaitCounts(double acme, double globex) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              one.read();
              two.read();
              assertThat(both("acme")).isEqualTo(acme);
              assertThat(both("globex")).isEqualTo(globex);
            });
  }

  private double both(String tenant) {
    String key = COUNT + "/" + tenant;
    return one.counted().getOrDefault(key, 0.0) + two.counted().getOrDefault(key, 0.0);
  }

  private static void run(Server server, String user, int statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.mariadb().jdbcUrl("") + "?user=" + user + "&password=secret");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < statements; i++) {
        statement.execute("DO 1");
        statement.execute("SELECT " + i);
      }
    }
  }

  private Server server(String name) {
    MariaDbServer mariadb =
        MariaDbServer.start(MariaDbGrants.serverSettings().lines().toArray(String[]::new));
    var target = MariaDbTarget.of(name, mariadb.jdbcUrl(""), "nines", () -> "pw");
    mariadb.execute(MariaDbGrants.sql(target, "127.0.0.1", "pw"));
    for (String tenant : places.keySet()) {
      mariadb.execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'secret'".formatted(tenant));
    }
    Source source =
        MariaDbSources.of(target, new TenantsOnServer(directory, name, clock)).getFirst();
    return new Server(mariadb, source, new HashMap<>());
  }

  private static Tenant tenant(String id, String server) {
    return PlainTenant.of(id, Optional.empty(), Optional.of(id), Map.of("server", server));
  }
}
