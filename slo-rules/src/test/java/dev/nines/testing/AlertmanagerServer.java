package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real Alertmanager on a free loopback port, alone in its cluster.
public final class AlertmanagerServer implements AutoCloseable {

  private final ServerProcess process;
  private final List<String> command;
  private final int port;

  private AlertmanagerServer(ServerProcess process, List<String> command, int port) {
    this.process = process;
    this.command = command;
    this.port = port;
  }

  /// Starts a server that posts every alert, each on its own and without waiting, to `webhookUrl`.
  public static AlertmanagerServer startWithWebhook(String webhookUrl) {
    return start(
        """
        route:
          receiver: test
          group_by: ['...']
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: test
            webhook_configs:
              - url: '%s'
                send_resolved: true
        """
            .formatted(webhookUrl));
  }

  /// Starts a server with the configuration `config` (the text of `alertmanager.yml`).
  public static AlertmanagerServer start(String config) {
    Path daemon = ExternalBinary.require("prometheus-alertmanager", "prometheus-alertmanager");
    Path folder = ServerProcess.newFolder("alertmanager");
    int port = FreePort.find();
    try {
      Files.writeString(folder.resolve("alertmanager.yml"), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            daemon.toString(),
            "--config.file=" + folder.resolve("alertmanager.yml"),
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=");
    String readiness = url(port) + "/-/ready";
    var process =
        ServerProcess.start("alertmanager", folder, command, () -> ReadyCheck.answersOk(readiness));
    return new AlertmanagerServer(process, command, port);
  }

  /// The base URL, without a slash at its end.
  public String url() {
    return url(port);
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// Stops the server; port and data stay for [#restart()].
  public void stop() {
    process.stop();
  }

  /// Starts the server again on the same port.
  public void restart() {
    process.restart(command, () -> ReadyCheck.answersOk(url() + "/-/ready"));
  }

  /// Everything the server has logged so far.
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }
}
