package dev.nines.collector.gateway;

import dev.nines.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// `nines run` in a process of its own, which can be killed.
final class GatewayProcess implements AutoCloseable {
  private final GatewayFolder folder;
  private final Process process;
  private final Path log;
  private final int port;

  private GatewayProcess(GatewayFolder folder, Process process, Path log, int port) {
    this.folder = folder;
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /// Starts the program; does not wait for it.
  static GatewayProcess start(GatewayFolder folder) throws IOException {
    int port = FreePort.find();
    Path log = folder.config().resolveSibling("gateway.log");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--config.file=" + folder.config(),
                "--storage.path=" + folder.storage(),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new GatewayProcess(folder, process, log, port);
  }

  boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the gateway has ended:\n" + log());
    }
    return folder.isReady(port);
  }

  String get(String path) {
    return folder.get(port, path);
  }

  /// Ends it as `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Asks it to end, and waits until it has.
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the gateway does not stop:\n" + log());
    }
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
