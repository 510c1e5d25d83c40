package dev.nines.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersIT {

  @Test
  void mariaDbChecksGrantsAndKeepsItsDataOverARestart() {
    try (var server = MariaDbServer.start("userstat=ON")) {
      server.execute("CREATE DATABASE acme; CREATE TABLE acme.t (n INT); INSERT acme.t VALUES (7)");
      server.execute("CREATE USER outsider IDENTIFIED BY 'x'");

      server.stop();
      assertThat(ReadyCheck.listens(server.port())).isFalse();
      server.restart();

      assertThat(server.execute("SELECT n, @@userstat, CURRENT_USER() FROM acme.t"))
          .isEqualTo("7\t1\troot@localhost");
      assertThat(server.execute("SHOW GRANTS FOR outsider")).contains("GRANT USAGE");
    }
  }

  @Test
  void aWrongSettingFailsWithTheServersLog() {
    assertThatThrownBy(() -> MariaDbServer.start("no_such_setting=1"))
        .hasMessageContaining("no_such_setting");
  }

  @Test
  void redisRestartsOnItsPort() {
    try (var server = RedisServer.start("--maxmemory", "10mb")) {
      server.stop();
      assertThat(ReadyCheck.listens(server.port())).isFalse();
      server.restart();
      assertThat(ReadyCheck.listens(server.port())).isTrue();
    }
  }

  @Test
  void prometheusReadsItsConfigurationAndTheFilesBesideIt() {
    String config =
        """
        rule_files: [rules.yml]
        """;
    String rules =
        """
        groups:
          - name: one
            rules:
              - record: answer
                expr: vector(42)
        """;
    try (var server = PrometheusServer.start(config, Map.of("rules.yml", rules))) {
      assertThat(ReadyCheck.answersOk(server.url() + "/api/v1/query?query=vector(1)")).isTrue();
      assertThat(server.folder().resolve("rules.yml")).exists();
    }
  }

  @Test
  void alertmanagerAnswersAndLeavesNothingBehind() {
    Path folder;
    try (var server = AlertmanagerServer.startWithWebhook("http://127.0.0.1:9/")) {
      assertThat(ReadyCheck.answersOk(server.url() + "/api/v2/status")).isTrue();
      folder = Path.of(server.log().replaceAll("(?s).*file=(\\S+)/alertmanager\\.yml.*", "$1"));
      assertThat(folder).exists();
    }
    assertThat(folder).doesNotExist();
  }
}
