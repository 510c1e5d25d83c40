package dev.nines.collector.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nines.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/// A real Alertmanager, and the one whom it notifies: remembers every notification about a burn, so
/// that a test also sees what came and went.
final class Pager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer webhook;
  private final AlertmanagerServer alertmanager;
  private final List<Page> pages = new CopyOnWriteArrayList<>();

  /// A notification about one burn.
  ///
  /// @param tenant whose promise
  /// @param slo which promise
  /// @param tier the `burn_tier`
  /// @param resolved whether it says that the burn is over
  /// @param receivedAt when it came here
  record Page(String tenant, String slo, String tier, boolean resolved, Instant receivedAt) {}

  private Pager(HttpServer webhook, AlertmanagerServer alertmanager) {
    this.webhook = webhook;
    this.alertmanager = alertmanager;
  }

  static Pager start() throws IOException {
    HttpServer webhook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AlertmanagerServer alertmanager =
        AlertmanagerServer.startWithWebhook(
            "http://127.0.0.1:%d/".formatted(webhook.getAddress().getPort()));
    var pager = new Pager(webhook, alertmanager);
    webhook.createContext("/", pager::notified);
    webhook.start();
    return pager;
  }

  /// The address of the Alertmanager.
  String url() {
    return alertmanager.url();
  }

  /// Every notification about a burn, as they came.
  List<Page> pages() {
    return List.copyOf(pages);
  }

  /// The first notification that a tenant's promise burns.
  Optional<Page> firing(String tenant, String slo) {
    return first(tenant, slo, false);
  }

  /// The first notification that the burn is over.
  Optional<Page> resolved(String tenant, String slo) {
    return first(tenant, slo, true);
  }

  private Optional<Page> first(String tenant, String slo, boolean resolved) {
    return pages.stream()
        .filter(each -> each.tenant().equals(tenant) && each.slo().equals(slo))
        .filter(each -> each.resolved() == resolved)
        .findFirst();
  }

  /// The burns that the Alertmanager holds now.
  List<JsonNode> burns(GatewayFolder client) {
    JsonNode alerts = client.json(URI.create(url() + "/api/v2/alerts"));
    return StreamSupport.stream(alerts.spliterator(), false).filter(Pager::isBurn).toList();
  }

  private static boolean isBurn(JsonNode alert) {
    return alert.at("/labels/alertname").asText().contains("SloBurn");
  }

  private void notified(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
      if (isBurn(alert)) {
        pages.add(
            new Page(
                alert.at("/labels/tenant").asText(),
                alert.at("/labels/slo").asText(),
                alert.at("/labels/burn_tier").asText(),
                alert.path("status").asText().equals("resolved"),
                now));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    alertmanager.close();
    webhook.stop(0);
  }
}
