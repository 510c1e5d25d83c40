package dev.nines.collector.mariadb;

import dev.nines.collector.database.NamedTenants;
import dev.nines.collector.database.Readings;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.MariaDbServer;
import dev.nines.testing.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/// A server with tenants `t1`, `t2`… (user and schema of the same name) and the gateway's user,
/// with exactly the settings and grants that Nines ships.
final class Bench implements AutoCloseable {
  static final String GATEWAY = "nines";

  /// A database user for all tenants, for those tests that want one.
  static final String SHARED_USER = "app";

  private static final String PASSWORD = "it's \\ odd";

  /// A MySQL's accounts log in with the server's key where there is no TLS.
  private static final String OPTIONS = "?allowPublicKeyRetrieval=true";

  private static final String THOUSAND_ROWS =
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      SELECT i, i FROM n\
      """;

  final MariaDbServer server;
  final List<TenantId> tenants;
  private final ServerFamily family;

  private Bench(MariaDbServer server, List<TenantId> tenants, ServerFamily family) {
    this.server = server;
    this.tenants = tenants;
    this.family = family;
  }

  static Bench start(int tenantCount, String... settings) {
    return start(ServerFamily.MARIADB, tenantCount, settings);
  }

  static Bench start(ServerFamily family, int tenantCount, String... settings) {
    var lines = new ArrayList<>(MariaDbGrants.serverSettings(family).lines().toList());
    lines.addAll(List.of(settings));
    String[] all = lines.toArray(String[]::new);
    MariaDbServer server =
        switch (family) {
          case MARIADB -> MariaDbServer.start(all);
          case MYSQL -> MySqlServer.start(all);
        };
    List<TenantId> tenants =
        IntStream.rangeClosed(1, tenantCount).mapToObj(i -> new TenantId("t" + i)).toList();
    var bench = new Bench(server, tenants, family);
    bench.createTenants();
    return bench;
  }

  private void createTenants() {
    try (Connection root = DriverManager.getConnection(server.jdbcUrl("") + "?user=root");
        Statement statement = root.createStatement()) {
      for (TenantId tenant : tenants) {
        String account = tenant + "@'127.0.0.1'";
        statement.execute("CREATE DATABASE " + tenant);
        statement.execute("CREATE USER " + account + " IDENTIFIED BY 'secret'");
        statement.execute("GRANT ALL ON " + tenant + ".* TO " + account);
        statement.execute("USE " + tenant);
        statement.execute("CREATE TABLE kv (id INT PRIMARY KEY, v INT)");
        statement.execute("INSERT INTO kv " + THOUSAND_ROWS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Creates the gateway's user by the text that `nines doctor` prints.
  MariaDbTarget target(Attribution attribution) {
    MariaDbTarget target =
        new MariaDbTarget(
            "db1",
            server.jdbcUrl("") + OPTIONS,
            GATEWAY,
            () -> PASSWORD,
            attribution,
            MariaDbTarget.DEFAULT_THRESHOLD,
            MariaDbTarget.DEFAULT_INTERVAL,
            MariaDbTarget.Ring.DEFAULT);
    server.execute("DROP USER IF EXISTS nines@'127.0.0.1'");
    server.execute(MariaDbGrants.sql(target, family, "127.0.0.1", PASSWORD));
    return target;
  }

  ServerTenants directory() {
    return new NamedTenants(tenants);
  }

  Connection connect(String user, String schema, boolean prepared) throws SQLException {
    return DriverManager.getConnection(
        "%s%s&useServerPrepStmts=%s&user=%s&password=secret"
            .formatted(server.jdbcUrl(schema), OPTIONS, prepared, user));
  }

  static Properties gatewayLogin() {
    var login = new Properties();
    login.setProperty("user", GATEWAY);
    login.setProperty("password", PASSWORD);
    return login;
  }

  /// Reads until the increase since `earlier` holds all that is expected: the server books a
  /// statement just after it has answered it, so a reading at once may be one behind.
  static void awaitIncrease(Source source, Reading.Complete earlier, Map<String, Double> expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                Assertions.assertThat(Readings.increase(earlier, Readings.readWhole(source)))
                    .containsAllEntriesOf(expected));
  }

  static long durations(Reading.Complete reading, TenantId tenant) {
    return reading.latencies().stream()
        .filter(d -> d.tenant().equals(tenant) && d.operation().equals(LatencyDelta.QUERY))
        .mapToLong(d -> d.durations().count())
        .sum();
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
