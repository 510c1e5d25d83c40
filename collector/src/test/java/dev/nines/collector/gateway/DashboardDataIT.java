package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.dashboards.grafana.DashboardQuery;
import dev.nines.dashboards.grafana.Dashboards;
import dev.nines.testing.PrometheusServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes a gateway that measures a real MariaDB and asks it for business
/// figures, takes OTLP, passes metrics on, and has a target that does not answer; and every query
/// of every dashboard finds data in it: the metrics that the dashboards ask for are those that the
/// gateway has.
class DashboardDataIT {
  private static final Map<String, String> VARIABLES =
      Map.of("tenant", "acme", "tier", ".*", "slo", ".*", "__rate_interval", "1m");

  private static final String CONTROL =
      """
      CREATE DATABASE control;
      CREATE USER control@'127.0.0.1' IDENTIFIED BY 'secret';
      GRANT SELECT ON control.* TO control@'127.0.0.1';
      CREATE TABLE control.trials (started_at DATETIME, ends_at DATETIME, converted_at DATETIME);
      INSERT INTO control.trials VALUES
        (UTC_TIMESTAMP() - INTERVAL 50 DAY, UTC_TIMESTAMP() - INTERVAL 20 DAY, UTC_TIMESTAMP() - INTERVAL 25 DAY),
        (UTC_TIMESTAMP() - INTERVAL 27 DAY, UTC_TIMESTAMP() + INTERVAL 3 DAY, NULL);
      CREATE TABLE control.tenants
        (id VARCHAR(20), tier VARCHAR(20), contract_value INT, active BOOL, churned_at DATETIME);
      INSERT INTO control.tenants VALUES ('acme', 'enterprise', 60000, TRUE, NULL);
      CREATE TABLE control.spend (service VARCHAR(20), spent_on DATE, amount INT);
      CREATE TABLE control.budgets (service VARCHAR(20), daily INT, monthly INT);
      INSERT INTO control.budgets VALUES ('ai', 100, 2000);
      """;

  @TempDir private Path path;

  @Test
  void everyQueryOfEveryDashboardReturnsData() throws Exception {
    try (var line = new LatencyLine(path, Duration.ofSeconds(1), 60);
        Gateway gateway = withEverything(line).start();
        PrometheusServer prometheus = PrometheusServer.start(scraping(gateway))) {
      line.acme.beSlow(true);
      List<DashboardQuery> queries = Dashboards.queries(VARIABLES);
      assertThat(queries).hasSizeGreaterThan(90);

      await()
          .atMost(Duration.ofSeconds(45))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(queries.stream().filter(each -> !hasData(line, prometheus, each)))
                      .as("queries without data")
                      .isEmpty());
      assertStrictlyValid(gateway, "/metrics", "openmetrics");
      assertStrictlyValid(gateway, "/metrics/tenants", "prometheus");
    }
  }

  /// What the gateway shows is held to what it asks of others.
  private static void assertStrictlyValid(Gateway gateway, String path, String format) {
    var said = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .execute(
                "check-metrics",
                "--format=" + format,
                "http://127.0.0.1:%d%s".formatted(gateway.port(), path));
    assertThat(code).as(said.toString()).isZero();
  }

  private static GatewayFolder withEverything(LatencyLine line) throws IOException {
    line.server.execute(CONTROL);
    line.folder.write(
        "tenants.yml",
        """
        tenants:
          - {id: acme, tier: enterprise, contract_value: 60000, database: acme, database_user: acme, onboarded_at: 2026-01-01}
        """);
    line.folder.configure(
        Files.readString(line.folder.config())
            + """
            packs: [saas-core, business, cost]
            business:
              control: {url: "%s", username: control, password_file: password}
            probes:
              - {name: health, url: "http://127.0.0.1:1/{tenant.id}", interval: 1s}
            otlp:
              http_listen_address: "127.0.0.1:0"
              grpc_listen_address: "127.0.0.1:0"
              allow_unauthenticated: true
            forward:
              remote_write: [{name: cluster, url: "http://127.0.0.1:1/api/v1/write", metrics: [".*"]}]
            """
                .formatted(line.server.jdbcUrl("control")));
    return line.folder;
  }

  private static String scraping(Gateway gateway) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    scrape_configs:
      - job_name: nines
        static_configs: [{targets: ["127.0.0.1:%1$d"]}]
      - job_name: nines-tenants
        metrics_path: /metrics/tenants
        honor_labels: true
        static_configs: [{targets: ["127.0.0.1:%1$d"]}]
    """
        .formatted(gateway.port());
  }

  /// Whether at least one series comes back, and with a number.
  private static boolean hasData(
      LatencyLine line, PrometheusServer prometheus, DashboardQuery query) {
    String encoded = URLEncoder.encode(query.expression(), StandardCharsets.UTF_8);
    URI question = URI.create(prometheus.url() + "/api/v1/query?query=" + encoded);
    JsonNode series = line.folder.json(question).at("/data/result");
    return StreamSupport.stream(series.spliterator(), false)
        .anyMatch(each -> !each.at("/value/1").asText().equals("NaN"));
  }
}
