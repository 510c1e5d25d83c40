package dev.nines.alerts.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a gateway and a real Alertmanager, and does to requests what goes wrong with
/// them.
final class FaultyRelay implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String alertmanager;
  private final AtomicInteger faults = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /// What happens to a request.
  enum Fault {
    NONE,
    /// It is taken, and the answer comes when nobody waits any more.
    ANSWERS_TOO_LATE,
    /// It is taken, and the connection breaks before the answer.
    BREAKS_BEFORE_THE_ANSWER,
    ANSWERS_400,
    ANSWERS_429,
    ANSWERS_500
  }

  FaultyRelay(String alertmanager) {
    this.alertmanager = alertmanager;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::relay);
    server.start();
  }

  AlertmanagerTarget target() {
    var url = URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    return new AlertmanagerTarget(url, new Credentials.None());
  }

  void does(Fault next) {
    fault = next;
  }

  /// How many requests something was done to.
  int faults() {
    return faults.get();
  }

  private void relay(HttpExchange exchange) throws IOException {
    var now = fault;
    faults.addAndGet(now == Fault.NONE ? 0 : 1);
    try (exchange) {
      switch (now) {
        case NONE -> answer(exchange, forwarded(exchange));
        case ANSWERS_TOO_LATE -> {
          var answer = forwarded(exchange);
          Thread.sleep(Duration.ofSeconds(1));
          answer(exchange, answer);
        }
        case BREAKS_BEFORE_THE_ANSWER -> forwarded(exchange);
        case ANSWERS_400 -> exchange.sendResponseHeaders(400, -1);
        case ANSWERS_429 -> exchange.sendResponseHeaders(429, -1);
        case ANSWERS_500 -> exchange.sendResponseHeaders(500, -1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> forwarded(HttpExchange exchange)
      throws IOException, InterruptedException {
    var body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(URI.create(alertmanager + exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void answer(HttpExchange exchange, HttpResponse<String> answer)
      throws IOException {
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
