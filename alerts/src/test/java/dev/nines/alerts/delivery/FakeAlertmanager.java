package dev.nines.alerts.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An Alertmanager that misbehaves on demand. Refuses, as the real one does, a batch with a bad
/// alert (here: of the tenant `bad`) with 400 after storing the good ones.
final class FakeAlertmanager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One post: what it held and how it was proven.
  record Post(JsonNode alerts, String authorization, int status) {
    List<String> tenants() {
      return alerts.findValuesAsText("tenant");
    }
  }

  private final HttpServer server;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private volatile Duration delay = Duration.ZERO;

  FakeAlertmanager() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v2/status", exchange -> answer(exchange, 200, "{}"));
    server.createContext("/api/v2/alerts", this::accept);
    server.start();
  }

  /// The next posts are answered with these statuses.
  void answerNext(Integer... next) {
    statuses.addAll(List.of(next));
  }

  void delay(Duration answersAfter) {
    delay = answersAfter;
  }

  AlertmanagerTarget target() {
    return target(new Credentials.None());
  }

  AlertmanagerTarget target(Credentials credentials) {
    var url = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    return new AlertmanagerTarget(URI.create(url), credentials);
  }

  List<Post> posts() {
    return posts;
  }

  private void accept(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "[]");
      return;
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var alerts = JSON.readTree(exchange.getRequestBody());
    var scripted = statuses.poll();
    boolean bad = alerts.findValuesAsText("tenant").contains("bad");
    int status = scripted != null ? scripted : bad ? 400 : 200;
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    posts.add(new Post(alerts, authorization == null ? "" : authorization, status));
    answer(exchange, status, "\"answer\"");
  }

  /// The JDK's server adds a `Date` header of its own.
  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
