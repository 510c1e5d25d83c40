package dev.nines.collector.gateway;

import dev.nines.collector.mariadb.MariaDbGrants;
import dev.nines.collector.mariadb.MariaDbTarget;
import dev.nines.testing.MariaDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The whole line for latency: a real MariaDB with a user for each of the tenants `acme` and
/// `globex`, both with a steady load; a gateway that reads the server's own counters; a real
/// Alertmanager; and a ledger that already holds an hour and more.
final class LatencyLine implements AutoCloseable {
  static final String SLO = "tenant-query-latency";
  private static final Duration HISTORY = Duration.ofMinutes(75);
  private static final String PASSWORD = "secret";

  final MariaDbServer server =
      MariaDbServer.start(MariaDbGrants.serverSettings().lines().toArray(String[]::new));
  final Pager pager = Pager.start();
  final GatewayFolder folder;
  final StatementLoad acme;
  final StatementLoad globex;

  /// @param interval from one reading, and one evaluation, to the next
  /// @param statementsPerMinute in the past
  LatencyLine(Path path, Duration interval, long statementsPerMinute)
      throws IOException, SQLException {
    folder = new GatewayFolder(path);
    createGatewayUser();
    acme = load("acme");
    globex = load("globex");
    folder.write(
        "tenants.yml",
        """
        tenants:
          - {id: acme, name: Acme, tier: enterprise, database: acme, database_user: acme, onboarded_at: 2026-01-01}
          - {id: globex, name: Globex, tier: enterprise, database: globex, database_user: globex, onboarded_at: 2026-01-01}
        """);
    folder.write("password", PASSWORD);
    folder.configure(
        """
        evaluation_interval: %1$s
        tenants: {file: tenants.yml}
        mariadb:
          - {name: db1, url: "%2$s", username: nines, password_file: password, interval: %1$s}
        alertmanagers: [{url: "%3$s"}]
        """
            .formatted(interval.toSeconds() + "s", server.jdbcUrl(""), pager.url()));
    PastMinutes.write(
        folder.storage(),
        Instant.now(),
        HISTORY,
        List.of(
            PastMinutes.Counts.healthy(SLO, "acme", statementsPerMinute),
            PastMinutes.Counts.healthy(SLO, "globex", statementsPerMinute)));
  }

  private void createGatewayUser() {
    MariaDbTarget target = MariaDbTarget.of("db1", server.jdbcUrl(""), "nines", () -> PASSWORD);
    server.execute(MariaDbGrants.sql(target, "127.0.0.1", PASSWORD));
  }

  private StatementLoad load(String tenant) throws SQLException {
    server.execute(
        """
        CREATE DATABASE %1$s;
        CREATE USER %1$s@'127.0.0.1' IDENTIFIED BY 'secret';
        GRANT ALL ON %1$s.* TO %1$s@'127.0.0.1';
        CREATE TABLE %1$s.kv (id INT PRIMARY KEY, v INT);
        INSERT INTO %1$s.kv SELECT seq, seq FROM mysql.seq_1_to_1000;
        """
            .formatted(tenant));
    return new StatementLoad(
        "%s?user=%s&password=%s".formatted(server.jdbcUrl(tenant), tenant, PASSWORD));
  }

  @Override
  public void close() throws SQLException {
    try (server;
        pager;
        folder;
        globex) {
      acme.close();
    }
  }
}
