package dev.nines.collector.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The health endpoints of a SaaS, one for each tenant: they always answer 200, and say `degraded`
/// while the tenant is down.
final class TenantApi implements AutoCloseable {
  private final HttpServer server;
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final List<Instant> badAnswers = new CopyOnWriteArrayList<>();

  TenantApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/t/", this::health);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// The outage of a tenant begins.
  Instant fail(String tenant) {
    Instant now = Instant.now();
    down.add(tenant);
    return now;
  }

  /// The outage of a tenant ends.
  void recover(String tenant) {
    down.remove(tenant);
  }

  /// When somebody was told that a tenant is down.
  List<Instant> badAnswers() {
    return List.copyOf(badAnswers);
  }

  private void health(HttpExchange exchange) throws IOException {
    String tenant = exchange.getRequestURI().getPath().split("/")[2];
    boolean bad = down.contains(tenant);
    if (bad) {
      badAnswers.add(Instant.now());
    }
    byte[] body =
        (bad ? "{\"status\":\"degraded\"}" : "{\"status\":\"ok\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
