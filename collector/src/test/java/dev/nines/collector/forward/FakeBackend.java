package dev.nines.collector.forward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A backend that answers as it is told and keeps what it got.
final class FakeBackend implements AutoCloseable {
  final List<Got> got = new CopyOnWriteArrayList<>();
  private final Queue<int[]> answers = new ArrayDeque<>();
  private final HttpServer server;
  private volatile boolean saysWhatIsWritten;

  /// A request.
  record Got(String path, com.sun.net.httpserver.Headers headers, byte[] body) {}

  FakeBackend() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /// The next requests are answered with these statuses, all others with 200.
  synchronized FakeBackend answering(int... statuses) {
    for (int status : statuses) {
      answers.add(new int[] {status, 0});
    }
    return this;
  }

  /// From now on answers as a receiver of remote write 2.0 does.
  FakeBackend sayingWhatIsWritten() {
    saysWhatIsWritten = true;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status;
    synchronized (this) {
      int[] told = answers.poll();
      status = told == null ? 200 : told[0];
    }
    got.add(new Got(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
    if (status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    if (saysWhatIsWritten) {
      exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Samples-Written", "1");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
