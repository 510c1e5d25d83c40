package dev.nines.collector.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// An application under load that is never restarted: it exposes counters of every tenant's good
/// and bad requests, and so knows the truth about them.
final class CountingTarget implements AutoCloseable {
  private static final long STEP_NANOS = 5_000_000;

  private final List<String> tenants;
  private final AtomicLongArray good;
  private final AtomicLongArray bad;
  private final AtomicInteger scrapes = new AtomicInteger();
  private final HttpServer server;
  private final Thread load;
  private volatile boolean loaded = true;

  /// @param tenants the first one has as many bad requests as good ones, the others none
  /// @param served how many good requests each has served before
  CountingTarget(List<String> tenants, long served, Random random) throws IOException {
    this.tenants = tenants;
    good = new AtomicLongArray(tenants.size());
    bad = new AtomicLongArray(tenants.size());
    for (int i = 0; i < tenants.size(); i++) {
      good.set(i, served);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::metrics);
    server.start();
    load = Thread.ofVirtual().start(() -> serveRequests(random));
  }

  private void serveRequests(Random random) {
    while (loaded) {
      for (int i = 0; i < tenants.size(); i++) {
        good.addAndGet(i, random.nextInt(4));
      }
      bad.addAndGet(0, random.nextInt(4));
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// How often the counters were read.
  int scrapes() {
    return scrapes.get();
  }

  /// No more requests from now on.
  void rest() throws InterruptedException {
    loaded = false;
    load.join();
  }

  long good(String tenant) {
    return good.get(tenants.indexOf(tenant));
  }

  long bad(String tenant) {
    return bad.get(tenants.indexOf(tenant));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    var text = new StringBuilder("# TYPE app_requests_total counter\n");
    for (int i = 0; i < tenants.size(); i++) {
      append(text, tenants.get(i), "good", good.get(i));
      append(text, tenants.get(i), "bad", bad.get(i));
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
    scrapes.incrementAndGet();
  }

  private static void append(StringBuilder text, String tenant, String outcome, long value) {
    text.append("app_requests_total{tenant=\"%s\",outcome=\"%s\"} ".formatted(tenant, outcome))
        .append(value)
        .append('\n');
  }

  @Override
  public void close() {
    loaded = false;
    server.stop(0);
  }
}
