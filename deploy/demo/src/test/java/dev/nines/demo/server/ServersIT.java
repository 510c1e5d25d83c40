package dev.nines.demo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.testing.ExternalBinary;
import dev.nines.testing.FreePort;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {

  @TempDir Path temporary;

  private ServerFolder folder;

  @BeforeEach
  void openFolder() {
    folder = ServerFolder.open(temporary);
  }

  @Test
  void theSystemsMariaDbKeepsItsDataOverAStop() throws SQLException {
    ExternalBinary.require("mariadbd", "mariadb-server");
    try (MariaDb database = MariaDb.find(folder, FreePort.find())) {
      database.start();
      execute(database, "CREATE DATABASE kept");
      database.stop();
      assertThat(Ports.accepts(database.port())).isFalse();

      database.start();

      execute(database, "USE kept");
    }
  }

  @Test
  void theEmbeddedMariaDbStartsWithGrantsOn() throws SQLException {
    try (MariaDb database = MariaDb.embedded(folder, FreePort.find())) {
      database.start();

      execute(database, "CREATE USER somebody@'127.0.0.1' IDENTIFIED BY 'x'");

      assertThatThrownBy(
              () -> DriverManager.getConnection(database.jdbcUrl() + "mysql", "somebody", "x"))
          .hasMessageContaining("Access denied");
      assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "root", ""))
          .hasMessageContaining("Access denied");
    }
  }

  @Test
  void theServerCountsWhatTheGatewayNeeds() throws SQLException {
    ExternalBinary.require("mariadbd", "mariadb-server");
    try (MariaDb database = MariaDb.find(folder, FreePort.find())) {
      database.start();
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "SELECT @@performance_schema, @@userstat, @@global.long_query_time")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(1);
        assertThat(row.getInt(2)).isEqualTo(1);
        assertThat(row.getDouble(3)).isEqualTo(0.1);
      }
    }
  }

  @Test
  void theEmbeddedRedisAnswersAndEnds() {
    int port = FreePort.find();
    try (Redis redis = Redis.embedded(folder, port)) {
      redis.start();

      assertThat(redis.version()).startsWith("6.2");
    }
    assertThat(Ports.accepts(port)).isFalse();
  }

  @Test
  void whatAKilledDemoLeftRunningIsReapedByTheNextOne() {
    ExternalBinary.require("redis-server", "redis-server");
    int port = FreePort.find();
    Redis.find(folder, port).start();

    ServerFolder next = ServerFolder.open(temporary);

    assertThat(next.reapLeftovers()).containsExactly("redis");
    assertThat(Ports.accepts(port)).isFalse();
    assertThat(next.reapLeftovers()).isEmpty();
  }

  private static void execute(MariaDb database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(MariaDb database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.administrator(), database.administratorPassword());
  }
}
