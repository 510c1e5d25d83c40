package dev.nines.collector.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.nines.testing.FreePort;
import java.io.IOException;
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

/// A page on its whole way: requests that fail, as spans, until a real Alertmanager and a sink hold
/// everything that the one who is woken must know, in an installation's own words.
class PageContentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// The same measurement promised twice: what on-call defends, and what the contract says.
  private static final String SPEC =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: %s
        displayName: Requests
        annotations: {nines.dev/group-by: tenant}
      spec:
        description: Requests are answered without an error.
        service: shop
        indicator:
          metadata: {name: failed}
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(http_server_request_duration_seconds_count{outcome="error"}[{{.window}}]))'}}}
              total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(http_server_request_duration_seconds_count[{{.window}}]))'}}}
        timeWindow: [%s]
        budgetingMethod: Occurrences
        objectives: [{target: %s}]
      """;

  @TempDir private Path path;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> hooks = new CopyOnWriteArrayList<>();

  @Test
  void aPageSaysWhoIsHitAndAllThatIsKnownAtAlertmanagerAndInTheSinks() throws Exception {
    HttpServer sink = sink();
    int otlp = FreePort.find();
    try (Pager pager = Pager.start();
        var folder = new GatewayFolder(path)) {
      write(folder, pager, otlp, sink.getAddress().getPort());
      try (Gateway gateway = folder.start()) {
        deployed(gateway);
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(250))
            .until(() -> fail(otlp) && pager.firing("acme", "requests").isPresent());
        JsonNode page =
            pager.burns(folder).stream()
                .filter(each -> each.at("/labels/slo").asText().equals("requests"))
                .findFirst()
                .orElseThrow();
        tellsEverything(page.get("annotations"), gateway, pager);
        await().atMost(PATIENCE).until(() -> !hooks.isEmpty());
        JsonNode hook = JSON.readTree(hooks.getFirst());
        assertThat(hook.at("/labels/tenant").asText()).isEqualTo("acme");
        tellsEverything(hook.get("annotations"), gateway, pager);
      }
    } finally {
      sink.stop(0);
    }
  }

  private static void tellsEverything(JsonNode told, Gateway gateway, Pager pager) {
    assertThat(told.get("summary").asText())
        .matches(
            "Acme Corp \\(enterprise, €120,000 a year\\): Requests burns [\\d., to]+ times too"
                + " fast");
    assertThat(told.get("description").asText().lines())
        .anySatisfy(line -> assertThat(line).contains("Requests are answered without an error."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("Last deployment: shop 4\\.2 at .* UTC, \\d.* before it burned\\."))
        .anySatisfy(
            line ->
                assertThat(line).matches("The contract is breached( in .* if it goes on.*)?\\."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo("A request that failed: https://tempo.example/trace/" + TRACE));
    assertThat(told.get("trace_id").asText()).isEqualTo(TRACE);
    assertThat(told.get("contract_value").asText()).isEqualTo("€120,000 a year");
    assertThat(told.get("window").asText()).isEqualTo("1 h");
    assertThat(told.get("silence_url").asText()).startsWith(pager.url() + "/#/silences/new?");
    assertThat(told.get("runbook_url").asText())
        .isEqualTo("https://nines.example/runbooks/TenantSloBurn");
    assertThat(told.get("dashboard_url").asText())
        .isEqualTo("https://nines.example/tenants/acme#requests");
    for (String name : List.of("since", "burn_rate", "budget_left", "budget_spent_in")) {
      assertThat(told.path(name).asText()).as(name).isNotEmpty();
    }
  }

  private static void write(GatewayFolder folder, Pager pager, int otlp, int sink)
      throws IOException {
    folder.write(
        "tenants.yml",
        """
        tenants:
          - {id: acme, name: Acme Corp, tier: enterprise, contract_value: 120000, zone: Europe/Berlin}
        """);
    folder.write("secret", "s3cret");
    folder.write(
        "slo.yml", SPEC.formatted("requests", "{duration: 30d, isRolling: true}", "0.999"));
    folder.write(
        "contract.yml",
        SPEC.formatted(
            "requests-contract",
            "{duration: 1M, isRolling: false, calendar: {startTime: 2026-01-01 00:00:00, timeZone:"
                + " Europe/Berlin}}",
            "0.995"));
    folder.write(
        "words.yml",
        """
        TenantSloBurn:
          summary: '{tenant_name} ({tier}, {contract_value}): {objective} burns {burn_rate} times too fast'
        """);
    folder.configure(
        """
        external_url: https://nines.example
        evaluation_interval: 1s
        tenants: {file: tenants.yml}
        rules: [slo.yml, contract.yml]
        otlp: {http_listen_address: 127.0.0.1:%d, grpc_listen_address: 127.0.0.1:0, interval: 500ms}
        alertmanagers: [{url: "%s"}]
        alert_templates: words.yml
        trace_url: https://tempo.example/trace/{trace_id}
        deploys: {token_file: secret}
        escalation:
          sinks: [{name: hook, webhook: {url: 'http://127.0.0.1:%d/', secret_file: secret}}]
          steps: [{sink: hook}]
        """
            .formatted(otlp, pager.url(), sink));
  }

  private HttpServer sink() throws IOException {
    HttpServer sink =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          if (body.contains("\"slo\":\"requests\"")) {
            hooks.add(body);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    sink.start();
    return sink;
  }

  private void deployed(Gateway gateway) throws IOException, InterruptedException {
    String at = Instant.now().minusSeconds(600).toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/deploys".formatted(gateway.port())))
            .header("Authorization", "Bearer s3cret")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"service\": \"shop\", \"version\": \"shop 4.2\", \"at\": \"%s\"}"
                        .formatted(at)))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(201);
  }

  /// A request of `acme` that failed.
  private boolean fail(int otlp) throws IOException, InterruptedException {
    long now = Instant.now().toEpochMilli();
    String json =
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"shop"}},
          {"key":"tenant.id","value":{"stringValue":"acme"}}]},
         "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"EEE19B7EC3C1B174",
          "kind":2,"startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000",
          "attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},
           {"key":"http.response.status_code","value":{"intValue":"500"}}]}]}]}]}
        """
            .formatted(TRACE, now - 20, now);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/traces".formatted(otlp)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }
}
