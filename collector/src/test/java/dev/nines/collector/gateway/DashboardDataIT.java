package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.dashboards.grafana.DashboardQuery;
import dev.nines.dashboards.grafana.Dashboards;
import dev.nines.testing.PrometheusServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes a gateway that measures a real MariaDB, and every query of every
/// dashboard finds data in it: the metrics that the dashboards ask for are those that the gateway
/// has.
class DashboardDataIT {
  private static final Map<String, String> VARIABLES =
      Map.of("tenant", "acme", "tier", ".*", "slo", ".*", "__rate_interval", "1m");

  @TempDir private Path path;

  @Test
  void everyQueryOfEveryDashboardReturnsData() throws Exception {
    try (var line = new LatencyLine(path, Duration.ofSeconds(1), 60);
        Gateway gateway = line.folder.start();
        PrometheusServer prometheus = PrometheusServer.start(scraping(gateway))) {
      line.acme.beSlow(true);
      List<DashboardQuery> queries = Dashboards.queries(VARIABLES);
      assertThat(queries).hasSizeGreaterThan(20);

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
