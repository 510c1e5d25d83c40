package dev.nines.collector.scrape;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A target that shows one body to everybody until it is given the next one, and knows how often a
/// Prometheus has fetched it.
final class FrozenTarget implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger fetched = new AtomicInteger();
  private volatile byte[] body = {};
  private volatile boolean openMetrics;

  FrozenTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            openMetrics
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8");
    byte[] shown = body;
    exchange.sendResponseHeaders(200, shown.length);
    exchange.getResponseBody().write(shown);
    exchange.close();
    String agent = exchange.getRequestHeaders().getFirst("User-Agent");
    if (agent != null && agent.startsWith("Prometheus")) {
      fetched.incrementAndGet();
    }
  }

  void show(String text, boolean asOpenMetrics) {
    openMetrics = asOpenMetrics;
    body = text.getBytes(StandardCharsets.UTF_8);
    fetched.set(0);
  }

  /// Whether Prometheus has fetched what is shown and come again: then it has stored the first.
  boolean isStored() {
    return fetched.get() >= 3;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
