package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the commands print and how they end.
class CommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeTenants() throws IOException {
    Files.writeString(folder.resolve("tenants.yml"), "tenants: [{id: acme}]");
  }

  @Test
  void aGoodConfigurationIsCountedOut() throws IOException {
    config("probes: [{name: health, url: 'http://app/{tenant.id}'}]");

    assertThat(nines("check-config", "--config.file", file())).isZero();
    assertThat(out.toString()).startsWith("OK: ").contains("reads 1 probe;", "tells nobody yet");
  }

  @Test
  void aBadConfigurationNamesEveryErrorAndEndsWithOne() throws IOException {
    config("evaluation_interval: soon\nretension: 30d\nprobes: [{name: x, url: 'ftp://x'}]");

    assertThat(nines("check-config", "--config.file", file())).isEqualTo(1);
    assertThat(err.toString())
        .contains("nines.yml:2:", "evaluation_interval", "nines.yml:3:", "retension");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check-config", "doctor"})
  void withoutAConfigurationTheUsageIsWrong(String command) {
    assertThat(nines(command)).isEqualTo(2);
    assertThat(err.toString()).contains("--config.file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check-config", "doctor"})
  void aConfigurationThatIsNotThereIsInvalid(String command) {
    assertThat(nines(command, "--config.file", file())).isEqualTo(1);
    assertThat(err.toString()).contains("nines.yml", "cannot be read");
  }

  @Test
  void anAddressThatIsNoneIsAUsageError() throws IOException {
    config("");

    assertThat(nines("check-config", "--config.file", file(), "--web.listen-address", "here"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'here' is not host:port");
  }

  @Test
  void offLoopbackWithoutUsersIsRefusedWithThreeWaysOut() throws IOException {
    config("");

    assertThat(nines("check-config", "--config.file", file(), "--web.listen-address", ":9610"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("basic_auth_users", "127.0.0.1", "--web.allow-unauthenticated");
    assertThat(
            nines(
                "check-config",
                "--config.file",
                file(),
                "--web.listen-address",
                ":9610",
                "--web.allow-unauthenticated"))
        .isZero();
  }

  @Test
  void doctorFindsTheDeadTargetAndSaysWhichOneIsWell() throws IOException {
    config("scrape_configs: [{job_name: api, static_configs: [{targets: ['127.0.0.1:1']}]}]");

    int code = nines("doctor", "--config.file", file(), "--storage.path", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("ok       tenants of")
        .contains("PROBLEM  scrape")
        .contains("1 of 3 have a problem.");
  }

  @Test
  void healthcheckTellsAReadyGatewayFromOneThatIsNotAndFromNone() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean ready = exchange.getRequestURI().getPath().equals("/ready");
          exchange.sendResponseHeaders(ready ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertThat(nines("healthcheck", "--url", url + "/ready")).isZero();
      assertThat(nines("healthcheck", "--url", url + "/starting")).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    assertThat(nines("healthcheck", "--url", url + "/ready")).isEqualTo(1);
    assertThat(err.toString()).contains("no answer from " + url);
  }

  private void config(String more) throws IOException {
    Files.writeString(folder.resolve("nines.yml"), "tenants: {file: tenants.yml}\n" + more);
  }

  private String file() {
    return folder.resolve("nines.yml").toString();
  }

  private int nines(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
