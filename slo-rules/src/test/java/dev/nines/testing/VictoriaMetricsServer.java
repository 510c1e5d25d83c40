package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real VictoriaMetrics on a free loopback port, with a vmalert that evaluates rules in it.
public final class VictoriaMetricsServer implements AutoCloseable {

  private final ServerProcess storage;
  private final ServerProcess rules;
  private final String url;

  private VictoriaMetricsServer(ServerProcess storage, ServerProcess rules, String url) {
    this.storage = storage;
    this.rules = rules;
    this.url = url;
  }

  /// Starts both.
  ///
  /// @param rules the text of a rule file
  public static VictoriaMetricsServer start(String rules) {
    Path storageDaemon = ExternalBinary.require("victoria-metrics", "victoria-metrics");
    Path rulesDaemon = ExternalBinary.require("vmalert", "victoria-metrics");
    String url = "http://127.0.0.1:" + FreePort.find();
    Path folder = ServerProcess.newFolder("victoria-metrics");
    var storage =
        ServerProcess.start(
            "victoria-metrics",
            folder,
            List.of(
                storageDaemon.toString(),
                "-storageDataPath=" + folder.resolve("data"),
                "-httpListenAddr=" + url.substring("http://".length()),
                "-search.latencyOffset=1s",
                "-search.disableCache"),
            () -> ReadyCheck.answersOk(url + "/health"));
    try {
      return new VictoriaMetricsServer(storage, vmalert(rulesDaemon, url, rules), url);
    } catch (RuntimeException | Error e) {
      storage.close();
      throw e;
    }
  }

  private static ServerProcess vmalert(Path daemon, String url, String rules) {
    Path folder = ServerProcess.newFolder("vmalert");
    try {
      Files.writeString(folder.resolve("rules.yml"), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String listen = "127.0.0.1:" + FreePort.find();
    return ServerProcess.start(
        "vmalert",
        folder,
        List.of(
            daemon.toString(),
            "-rule=" + folder.resolve("rules.yml"),
            "-datasource.url=" + url,
            "-remoteWrite.url=" + url,
            "-remoteWrite.flushInterval=1s",
            "-notifier.url=http://127.0.0.1:9", // nobody: the gateway tells
            "-httpListenAddr=" + listen),
        () -> ReadyCheck.answersOk("http://" + listen + "/health"));
  }

  /// The base URL, without a slash at its end.
  public String url() {
    return url;
  }

  /// Everything vmalert has logged so far.
  public String log() {
    return rules.log();
  }

  @Override
  public void close() {
    rules.close();
    storage.close();
  }
}
