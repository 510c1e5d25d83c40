package dev.nines.collector.scrape;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// A target whose paths fail each in its own way, named like [Fault] in small letters.
public final class FaultServer implements AutoCloseable {
  private static final String FINE = "a_total 1\n";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpServer server;

  /// How a target can be, and what is said of it then.
  public enum Fault {
    HANGS("UNREACHABLE", "answer"),
    DRIPS("UNREACHABLE", ""),
    GARBAGE("PARTIAL", "not in the text format"),
    HUGE("PARTIAL", "more than 100000 bytes"),
    LOOPS("UNREACHABLE", "redirects are not followed"),
    LOCKED("PARTIAL", "does not take our credentials"),
    AHEAD("PARTIAL", "set its clock"),
    EMPTY("OK", ""),
    FINE("OK", "");

    /// The state in the sources' health.
    public final String state;

    /// What the reason contains.
    public final String reason;

    Fault(String state, String reason) {
      this.state = state;
      this.reason = reason;
    }

    /// Where it is served.
    public String path() {
      return "/" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public FaultServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    for (Fault fault : Fault.values()) {
      serve(fault.path(), answer(fault));
    }
    server.start();
  }

  /// Host and port.
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private Answer answer(Fault fault) {
    return switch (fault) {
      case HANGS -> _ -> over.await();
      case DRIPS -> this::drip;
      case GARBAGE -> exchange -> send(exchange, 200, "<html>\n");
      case HUGE -> FaultServer::bomb;
      case LOOPS -> FaultServer::redirect;
      case LOCKED -> exchange -> send(exchange, 401, "no\n");
      case AHEAD -> FaultServer::fromTheFuture;
      case EMPTY -> exchange -> send(exchange, 200, "# nothing\n");
      case FINE -> exchange -> send(exchange, 200, FINE);
    };
  }

  private void serve(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            exchange.close();
          }
        });
  }

  /// One byte every now and then, for longer than any timeout.
  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; !over.await(100, TimeUnit.MILLISECONDS); i++) {
        body.write(FINE.charAt(i % FINE.length()));
        body.flush();
      }
    }
  }

  /// A gigabyte, packed.
  private static void bomb(HttpExchange exchange) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      byte[] block = "#".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 8; i++) {
        gzip.write(block);
      }
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < 128; i++) {
        body.write(packed.toByteArray()); // gzip members one after the other are one stream
      }
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/loops");
    exchange.sendResponseHeaders(302, -1);
  }

  private static void fromTheFuture(HttpExchange exchange) throws IOException {
    long ahead = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
    send(exchange, 200, "a_total 1 " + ahead + "\n");
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
