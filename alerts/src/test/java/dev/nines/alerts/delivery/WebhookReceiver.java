package dev.nines.alerts.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/// Whom Alertmanager notifies: keeps what was posted.
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonNode> posts = new CopyOnWriteArrayList<>();

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          posts.add(new ObjectMapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  /// One for each notification.
  List<JsonNode> posts() {
    return posts;
  }

  /// What the notifications said about the burns of a tenant, one after the other.
  List<String> statusesOf(String tenant) {
    return burns().stream()
        .filter(alert -> alert.at("/labels/tenant").asText().equals(tenant))
        .map(alert -> alert.get("status").asText())
        .toList();
  }

  /// The tenants' burns in all notifications, one after the other.
  List<JsonNode> burns() {
    return posts.stream()
        .flatMap(post -> StreamSupport.stream(post.path("alerts").spliterator(), false))
        .filter(alert -> alert.at("/labels/alertname").asText().equals("TenantSloBurn"))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
