package dev.nines.demo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The Redis (or Valkey) of the demo, on the loopback interface and a Unix socket.
public final class Redis implements AutoCloseable {

  private static final String EMBEDDED = "redis-server-6.2.6-v5-linux-amd64";
  private static final int READ_MILLIS = 1000;

  private final int port;
  private final ServerProcess process;

  private Redis(Path program, ServerFolder folder, int port) {
    this.port = port;
    this.process =
        new ServerProcess(
            "redis",
            List.of(
                program.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--unixsocket",
                folder.socket("redis").toString(),
                "--unixsocketperm",
                "700",
                "--dir",
                folder.data("redis").toString(),
                "--save",
                "300 1",
                "--appendonly",
                "no",
                "--daemonize",
                "no"),
            folder,
            () -> answer("PING").map("+PONG"::equals).orElse(false));
  }

  /// The system's Redis or Valkey, or an embedded one where there is none.
  public static Redis find(ServerFolder folder, int port) {
    return Programs.find("redis-server", "valkey-server")
        .map(program -> new Redis(program, folder, port))
        .orElseGet(() -> embedded(folder, port));
  }

  /// The embedded Redis, even if the system has one.
  public static Redis embedded(ServerFolder folder, int port) {
    if (!Embedded.runsHere()) {
      throw new IllegalStateException(
          "No redis-server on the PATH, and the embedded one runs on Linux x86-64 only."
              + " Remedy: install Redis (apt-get install redis-server, brew install redis)");
    }
    Path program = Embedded.unpack(EMBEDDED, folder.data("redis-program")).resolve(EMBEDDED);
    return new Redis(program, folder, port);
  }

  /// Starts the server and returns when it answers.
  public void start() {
    process.start();
  }

  @Override
  public void close() {
    process.close();
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// What the running server says its version is.
  public String version() {
    return answer("INFO server")
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring("redis_version:".length()))
        .orElse("of an unknown version");
  }

  /// The line of the answer that matters: the version if there is one, else the first.
  private Optional<String> answer(String command) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_MILLIS);
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> lines = reader.lines().toList();
      return lines.stream()
          .filter(line -> line.startsWith("redis_version:"))
          .findFirst()
          .or(() -> lines.stream().findFirst());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
