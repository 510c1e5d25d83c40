package dev.nines.collector.gateway.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PrometheusClientTest {

  /// VictoriaMetrics takes no exponent.
  @Test
  void theTimeIsWrittenAsDigits() throws Exception {
    var asked = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/query",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, 2);
          try (var body = exchange.getResponseBody()) {
            body.write("{}".getBytes(UTF_8));
          }
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (var client = new PrometheusClient(url, Optional.empty())) {
      assertThat(client.samples("up == 1", Instant.ofEpochMilli(1_795_290_583_123L))).isEmpty();
    } finally {
      server.stop(0);
    }
    assertThat(asked.get()).isEqualTo("query=up+%3D%3D+1&time=1795290583.123");
  }
}
