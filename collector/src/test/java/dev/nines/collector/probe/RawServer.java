package dev.nines.collector.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/// A server that answers each connection with the bytes that the test gives it, right or wrong.
final class RawServer implements AutoCloseable {

  /// What to do with a connection after its request has been read.
  interface Behaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Behaviour behaviour;

  private RawServer(ServerSocket socket, Behaviour behaviour) {
    this.socket = socket;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::serve);
  }

  static RawServer start(Behaviour behaviour) throws IOException {
    return new RawServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), behaviour);
  }

  static RawServer startTls(SSLContext tls, Behaviour behaviour) throws IOException {
    var sockets = tls.getServerSocketFactory();
    return new RawServer(
        sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), behaviour);
  }

  /// Answers with a status and a JSON body.
  static Behaviour http(int status, String body, String... headers) {
    return out ->
        out.write(
            "HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(
                    status,
                    body.getBytes(StandardCharsets.UTF_8).length,
                    String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()),
                    body)
                .getBytes(StandardCharsets.UTF_8));
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> handle(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void handle(Socket connection) {
    try (connection) {
      var in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      var request = new StringBuilder();
      String line;
      while ((line = in.readLine()) != null && !line.isEmpty()) {
        request.append(line).append('\n');
      }
      requests.add(request.toString());
      OutputStream out = connection.getOutputStream();
      behaviour.answer(out);
      out.flush();
    } catch (IOException | InterruptedException e) {
      // The probe went away, which is its right.
    }
  }
}
