package dev.nines.testing;

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

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The address as Lettuce takes it.
  public String uri() {
    return "redis://127.0.0.1:" + port;
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
