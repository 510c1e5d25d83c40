package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real Prometheus on a free loopback port, which takes remote write and reloads on `POST
/// /-/reload`.
public final class PrometheusServer implements AutoCloseable {

  private final ServerProcess process;
  private final int port;

  private PrometheusServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts a server with the configuration `config` (the text of `prometheus.yml`).
  public static PrometheusServer start(String config) {
    return start(config, Map.of());
  }

  /// Starts a server with the configuration `config` and further files beside it, e.g. rules: name
  /// to text.
  public static PrometheusServer start(String config, Map<String, String> files) {
    Path daemon = ExternalBinary.require("prometheus", "prometheus");
    Path folder = ServerProcess.newFolder("prometheus");
    int port = FreePort.find();
    try {
      Files.writeString(folder.resolve("prometheus.yml"), config);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            daemon.toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-lifecycle",
            "--web.enable-remote-write-receiver",
            "--enable-feature=exemplar-storage,native-histograms",
            // An alert raised before the Alertmanager is discovered is dropped; by default it comes
            // again after a minute.
            "--rules.alert.resend-delay=2s");
    String readiness = url(port) + "/-/ready";
    var process =
        ServerProcess.start("prometheus", folder, command, () -> ReadyCheck.answersOk(readiness));
    return new PrometheusServer(process, port);
  }

  /// The base URL, without a slash at its end.
  public String url() {
    return url(port);
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The folder of the configuration, to rewrite a file before a reload.
  public Path folder() {
    return process.folder();
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
