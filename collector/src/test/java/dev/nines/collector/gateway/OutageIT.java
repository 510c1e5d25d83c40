package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nines.collector.gateway.http.ListenAddress;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole line with real servers: health checks each second, an hour of healthy history, and a
/// real Alertmanager at the end.
class OutageIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// 14.4 × 0.1 % of an hour: nobody may be paged for less than 51.84 s of badness at 99.9 % over
  /// 30 days. With a check each second that is the 52nd bad one, 51 intervals after the first.
  private static final Duration FLOOR = Duration.ofSeconds(51);

  /// One check and one evaluation more than the floor, and room for a busy machine.
  private static final Duration BOUND = Duration.ofSeconds(75);

  private static final int HISTORY_MINUTES = 75;
  private static final int CHECKS_PER_MINUTE = 60;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private HttpServer api;

  @BeforeEach
  void startApi() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/t/", this::health);
    api.start();
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
    client.close();
  }

  private void health(HttpExchange exchange) throws IOException {
    String tenant = exchange.getRequestURI().getPath().split("/")[2];
    String body = down.contains(tenant) ? "{\"status\":\"degraded\"}" : "{\"status\":\"ok\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Test
  void anOutageOfOneTenantPagesForThatTenantWithinTheBoundAndSurvivesARestart() throws Exception {
    writeHealthyHistory(Instant.now());
    try (AlertmanagerServer alertmanager =
        AlertmanagerServer.startWithWebhook("http://127.0.0.1:1/unused")) {
      Path config = writeConfig(alertmanager.url());
      JsonNode first;
      try (Gateway gateway = Gateway.start(options(config), Optional.empty())) {
        await().atMost(Duration.ofSeconds(20)).until(() -> ready(gateway));
        down.add("acme");
        Instant outage = Instant.now();

        await()
            .atMost(BOUND)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> !burns(alertmanager.url()).isEmpty());

        assertThat(Duration.between(outage, Instant.now())).isGreaterThanOrEqualTo(FLOOR);
        first = burns(alertmanager.url()).getFirst();
        assertThat(first.at("/labels/tenant").asText()).isEqualTo("acme");
        assertThat(first.at("/labels/slo").asText()).isEqualTo("tenant-availability");
        assertThat(first.at("/labels/severity").asText()).isEqualTo("critical");
        assertThat(first.at("/labels/burn_tier").asText()).isEqualTo("fast");
        assertThat(burns(alertmanager.url())).hasSize(1);
        assertThat(get(gateway, "/tenants/acme")).contains("Acme");
        assertThat(get(gateway, "/reports/acme")).contains("Acme").doesNotContain("Globex");
      }
      try (Gateway gateway = Gateway.start(options(config), Optional.empty())) {
        await().atMost(Duration.ofSeconds(20)).until(() -> ready(gateway));
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> assertThat(get(gateway, "/metrics")).contains("nines_alerts_firing 1.0"));
        assertThat(burns(alertmanager.url()).getFirst().get("startsAt"))
            .isEqualTo(first.get("startsAt"));
      }
    }
  }

  private RunOptions options(Path config) {
    return new RunOptions(
        config, folder.resolve("data"), new ListenAddress("127.0.0.1", 0), Optional.empty(), false);
  }

  private Path writeConfig(String alertmanagerUrl) throws IOException {
    Files.writeString(
        folder.resolve("tenants.yml"),
        """
        tenants:
          - {id: acme, name: Acme, tier: enterprise, onboarded_at: 2026-01-01}
          - {id: globex, name: Globex, tier: business, onboarded_at: 2026-01-01}
        """);
    return Files.writeString(
        folder.resolve("nines.yml"),
        """
        evaluation_interval: 1s
        tenants: {file: tenants.yml}
        probes:
          - name: health
            url: http://127.0.0.1:%d/t/{tenant.id}/health
            interval: 1s
            allow_networks: [127.0.0.0/8]
            expect: {json: ['$.status == "ok"']}
        alertmanagers: [{url: "%s"}]
        """
            .formatted(api.getAddress().getPort(), alertmanagerUrl));
  }

  private void writeHealthyHistory(Instant now) throws IOException {
    Objective availability =
        SpecReader.shipped().objectives().stream()
            .filter(each -> each.slo().equals("tenant-availability"))
            .findFirst()
            .orElseThrow();
    Files.createDirectories(folder.resolve("data"));
    try (Ledger ledger =
        Ledger.open(
            FileStorage.open(folder.resolve("data").resolve("ledger")), LedgerOptions.DEFAULTS)) {
      long thisMinute = Math.floorDiv(now.getEpochSecond(), 60L);
      var series = new ArrayList<Integer>();
      for (String tenant : List.of("acme", "globex")) {
        series.add(
            ledger.seriesId(
                new SeriesKey(
                    availability.slo(), availability.generation(), new TenantId(tenant))));
      }
      for (long minute = thisMinute - HISTORY_MINUTES; minute < thisMinute; minute++) {
        long at = minute;
        List<Entry> entries =
            series.stream().map(id -> new Entry(id, at, 1, CHECKS_PER_MINUTE, 0, 0)).toList();
        Instant recordedAt = Instant.ofEpochSecond(minute * 60 + 59);
        ledger.commit(new Batch(recordedAt, entries, List.of(), List.of()));
        ledger.advance(recordedAt);
      }
    }
  }

  private List<JsonNode> burns(String alertmanagerUrl) throws IOException, InterruptedException {
    var burns = new ArrayList<JsonNode>();
    for (JsonNode alert : JSON.readTree(get(URI.create(alertmanagerUrl + "/api/v2/alerts")))) {
      if (alert.at("/labels/alertname").asText().equals("TenantSloBurn")) {
        burns.add(alert);
      }
    }
    return burns;
  }

  private boolean ready(Gateway gateway) throws IOException, InterruptedException {
    return get(gateway, "/-/ready").startsWith("Nines is ready");
  }

  private String get(Gateway gateway, String path) throws IOException, InterruptedException {
    return get(URI.create("http://127.0.0.1:" + gateway.port() + path));
  }

  private String get(URI uri) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
