package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real Redis on a free loopback port that keeps nothing on disk.
public final class RedisServer implements AutoCloseable {

  private final ServerProcess process;
  private final List<String> command;
  private final int port;

  private RedisServer(ServerProcess process, List<String> command, int port) {
    this.process = process;
    this.command = command;
    this.port = port;
  }

  /// Starts an empty server.
  ///
  /// @param arguments more command line arguments, e.g. `--maxmemory`, `10mb`
  public static RedisServer start(String... arguments) {
    Path daemon = ExternalBinary.require("redis-server", "redis-server");
    Path folder = ServerProcess.newFolder("redis");
    int port = FreePort.find();
    var command = new ArrayList<String>();
    command.addAll(List.of(daemon.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(List.of(arguments));
    var process = ServerProcess.start("redis", folder, command, () -> ReadyCheck.listens(port));
    return new RedisServer(process, List.copyOf(command), port);
  }

  /// Starts a sentinel that watches a server, and asks nobody before it acts.
  ///
  /// @param primary the name that it knows the server by
  public static RedisServer startSentinel(String primary, int port) {
    try {
      Path settings = Files.createTempFile("nines-sentinel-", ".conf");
      Files.writeString(
          settings,
          """
          sentinel monitor %1$s 127.0.0.1 %2$d 1
          sentinel down-after-milliseconds %1$s 500
          sentinel failover-timeout %1$s 3000
          """
              .formatted(primary, port));
      Path daemon = ExternalBinary.require("redis-server", "redis-server");
      Path folder = ServerProcess.newFolder("sentinel");
      int own = FreePort.find();
      List<String> command =
          List.of(
              daemon.toString(),
              settings.toString(),
              "--sentinel",
              "--port",
              Integer.toString(own),
              "--bind",
              "127.0.0.1");
      var process = ServerProcess.start("sentinel", folder, command, () -> ReadyCheck.listens(own));
      settings.toFile().deleteOnExit();
      return new RedisServer(process, command, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The address as Lettuce takes it.
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /// The server's process id, for a test that freezes it.
  public long pid() {
    return process.pid();
  }

  /// Stops the server; the port stays for [#restart()].
  public void stop() {
    process.stop();
  }

  /// Starts the server again, empty, on the same port.
  public void restart() {
    process.restart(command, () -> ReadyCheck.listens(port));
  }

  @Override
  public void close() {
    process.close();
  }
}
