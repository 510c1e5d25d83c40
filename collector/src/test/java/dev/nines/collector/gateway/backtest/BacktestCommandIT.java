package dev.nines.collector.gateway.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.nines.testing.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Against a real Prometheus that scrapes a small service.
class BacktestCommandIT {

  @TempDir private Path folder;

  @Test
  void whatPrometheusHasIsReplayed() throws IOException {
    var scrapes = new AtomicInteger();
    HttpServer service = service(scrapes);
    try (PrometheusServer prometheus =
        PrometheusServer.start(
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: shop
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(service.getAddress().getPort()))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> scrapes.get() >= 8);
      Path spec = CheckoutSpec.write(folder, 0.99);
      var out = new StringWriter();
      var nines =
          new CommandLine(new BacktestCommand())
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setOut(new PrintWriter(out));
      String from = Instant.now().minus(Duration.ofMinutes(5)).toString();
      String to = Instant.now().plus(Duration.ofMinutes(1)).toString();

      int exit =
          nines.execute(
              spec.toString(),
              "--prometheus",
              prometheus.url(),
              "--from",
              from,
              "--to",
              to,
              "--format",
              "json");

      assertThat(exit).isZero();
      JsonArray results = new JsonArray(out.toString());
      assertThat(results).hasSize(1);
      JsonObject acme = results.getJsonObject(0);
      assertThat(acme.getString("group")).isEqualTo("acme");
      JsonArray budget = acme.getJsonArray("budget");
      // each scrape adds nine good requests and a bad one
      assertThat(budget.getJsonObject(budget.size() - 1).getDouble("sliRatio")).isEqualTo(0.9);
      assertThat(acme.getJsonArray("targets").getJsonObject(0).getBoolean("kept")).isTrue();
    } finally {
      service.stop(0);
    }
  }

  private static HttpServer service(AtomicInteger scrapes) throws IOException {
    var service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/metrics",
        exchange -> {
          int scrape = scrapes.incrementAndGet();
          byte[] body =
              """
              # TYPE req_total counter
              req_total{tenant="acme",code="200"} %d
              req_total{tenant="acme",code="500"} %d
              """
                  .formatted(9 * scrape, scrape)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
    return service;
  }
}
