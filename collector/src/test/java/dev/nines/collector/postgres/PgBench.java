package dev.nines.collector.postgres;

import dev.nines.collector.database.NamedTenants;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A server with the settings that Nines ships, and the gateway's role as `nines doctor` prints it.
/// Tenants `t1`, `t2`… have a role and a database of that name; `s1` and `s2` a role and a schema
/// in the database `saas`, which they share.
final class PgBench implements AutoCloseable {
  private static final String PASSWORD = "it's odd";

  final PostgresServer server;
  final NamedTenants tenants;

  private PgBench(PostgresServer server, NamedTenants tenants) {
    this.server = server;
    this.tenants = tenants;
  }

  static PgBench start(int databases, String... settings) {
    String[] all =
        Stream.concat(
                PostgresRole.serverSettings().lines().map(PgBench::commandLine),
                Stream.of(settings))
            .toArray(String[]::new);
    PostgresServer server = PostgresServer.start(all);
    var names =
        new ArrayList<>(IntStream.rangeClosed(1, databases).mapToObj(i -> "t" + i).toList());
    for (String name : names) {
      server.execute(
          "CREATE ROLE %1$s LOGIN PASSWORD 'secret'; CREATE DATABASE %1$s OWNER %1$s;"
              .formatted(name));
      server.executeIn(name, "CREATE TABLE kv AS SELECT i id, i v FROM generate_series(1, 100) i;");
      server.executeIn(name, "ALTER TABLE kv OWNER TO " + name);
    }
    server.execute("CREATE DATABASE saas");
    for (String name : List.of("s1", "s2")) {
      server.executeIn(
          "saas",
          """
          CREATE ROLE %1$s LOGIN PASSWORD 'secret'; CREATE SCHEMA %1$s AUTHORIZATION %1$s;
          SET ROLE %1$s;
          CREATE TABLE %1$s.kv AS SELECT i id, i v FROM generate_series(1, 1000) i;
          """
              .formatted(name));
      names.add(name);
    }
    var bench = new PgBench(server, new NamedTenants(names.stream().map(TenantId::new).toList()));
    server.executeIn("saas", PostgresRole.sql(bench.target(), PASSWORD));
    return bench;
  }

  PostgresTarget target() {
    return new PostgresTarget(
        "pg1",
        server.jdbcUrl("saas"),
        "nines",
        () -> PASSWORD,
        Duration.ofMillis(100),
        Duration.ofSeconds(15));
  }

  Connection connect(String user, String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database), user, "secret");
  }

  /// `name = value # why` as the command line takes it.
  private static String commandLine(String line) {
    String setting = line.replaceFirst("#.*", "").strip();
    return setting.replaceFirst("\\s*=\\s*", "=").replace("'", "");
  }

  @Override
  public void close() {
    server.close();
  }
}
