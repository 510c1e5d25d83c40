package dev.nines.collector.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// In Alertmanager's place, remembers what it was told, word for word. A real one would hide a
/// beginning that moved: of two reports of an alert it keeps the earlier beginning.
final class AlertRecorder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();

  /// A report of an alert.
  ///
  /// @param firing whether it held when the report came
  record Told(
      String alertname,
      String severity,
      String tenant,
      Instant startsAt,
      boolean firing,
      Instant receivedAt) {}

  AlertRecorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v2/alerts", this::post);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What was told of a tenant's burn as long as it paged, in order. A ticket that comes first is
  /// left out: it ends when the page takes its place.
  List<Told> pagesOf(String tenant) {
    return told.stream()
        .filter(each -> each.alertname().equals("TenantSloBurn") && each.tenant().equals(tenant))
        .filter(each -> each.severity().equals("critical"))
        .toList();
  }

  private void post(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
      return;
    }
    Instant now = Instant.now();
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody())) {
      told.add(
          new Told(
              alert.at("/labels/alertname").asText(),
              alert.at("/labels/severity").asText(),
              alert.at("/labels/tenant").asText(),
              Instant.parse(alert.path("startsAt").asText()),
              Instant.parse(alert.path("endsAt").asText()).isAfter(now),
              now));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
