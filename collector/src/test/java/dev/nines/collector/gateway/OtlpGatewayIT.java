package dev.nines.collector.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.nines.testing.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spans on their whole way: received, counted for their tenant, judged, and passed on.
class OtlpGatewayIT {
  private static final String SPEC =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: api-errors
        annotations: {nines.dev/group-by: tenant}
      spec:
        description: Requests succeed.
        service: shop
        indicator:
          metadata: {name: succeeded}
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(http_server_request_duration_seconds_count{outcome="ok"}[{{.window}}]))
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: sum by (tenant) (increase(http_server_request_duration_seconds_count[{{.window}}]))
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.99}]
      """;

  @TempDir private Path path;
  private final List<String> passedOn = new CopyOnWriteArrayList<>();

  @Test
  void spansBecomeEventsOfTheirTenantsObjectivesAndGoOn() throws Exception {
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          passedOn.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    backend.start();
    int port = FreePort.find();
    try (var folder = new GatewayFolder(path)) {
      folder.write(
          "tenants.yml", "tenants: [{id: acme, name: Acme}, {id: globex, name: Globex}]\n");
      folder.write("slo.yml", SPEC);
      folder.configure(
          """
          evaluation_interval: 1s
          tenants: {file: tenants.yml}
          rules: [slo.yml]
          otlp:
            http_listen_address: 127.0.0.1:%d
            grpc_listen_address: 127.0.0.1:0
            interval: 500ms
          forward:
            otlp: [{name: traces, endpoint: "http://127.0.0.1:%d"}]
            remote_write: [{name: series, url: "http://127.0.0.1:%d/write", metrics: ["http_server_.*"]}]
          """
              .formatted(port, backend.getAddress().getPort(), backend.getAddress().getPort()));
      try (Gateway gateway = folder.start()) {
        for (int i = 0; i < 10; i++) {
          assertThat(send(port, i == 0 ? 500 : 200)).isEqualTo(200);
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(folder.get(gateway, "/metrics/tenants"))
                        .containsPattern("nines_sli_events_total\\{[^}]*acme[^}]*good[^}]*} 9")
                        .containsPattern("nines_sli_events_total\\{[^}]*acme[^}]*bad[^}]*} 1"));
        assertThat(folder.get(gateway, "/metrics"))
            .contains("nines_otlp_spans_total{outcome=\"counted\",} 10.0")
            .contains("nines_forward_up{destination=\"traces\",} 1.0");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(passedOn).contains("/v1/traces", "/write"));
      }
    } finally {
      backend.stop(0);
    }
  }

  private static int send(int port, int status) throws Exception {
    long now = Instant.now().toEpochMilli();
    String json =
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"shop"}},
          {"key":"tenant.id","value":{"stringValue":"acme"}}]},
         "scopeSpans":[{"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
          "kind":2,"startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000",
          "attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},
           {"key":"http.response.status_code","value":{"intValue":"%d"}}]}]}]}]}
        """
            .formatted(now - 20, now, status);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json, UTF_8))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
