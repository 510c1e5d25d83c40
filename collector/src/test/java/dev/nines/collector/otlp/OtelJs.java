package dev.nines.collector.otlp;

import dev.nines.testing.ExternalBinary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The OpenTelemetry SDK for JavaScript, fetched once into `target/`.
final class OtelJs {
  private static final List<String> PACKAGES =
      List.of(
          "api@1.9.0",
          "resources@2.12.0",
          "sdk-trace-base@2.12.0",
          "sdk-metrics@2.12.0",
          "exporter-trace-otlp-grpc@0.223.0",
          "exporter-trace-otlp-http@0.223.0",
          "exporter-trace-otlp-proto@0.223.0",
          "exporter-metrics-otlp-grpc@0.223.0",
          "exporter-metrics-otlp-http@0.223.0",
          "exporter-metrics-otlp-proto@0.223.0");

  private final String node;
  private final Path folder;

  private OtelJs(String node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  static OtelJs install() {
    String node = ExternalBinary.require("node", "nodejs").toString();
    String npm = ExternalBinary.require("npm", "npm").toString();
    Path folder = Path.of("target", "otel-js").toAbsolutePath();
    Path done = folder.resolve("installed");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(folder);
        var command = new ArrayList<>(List.of(npm, "install", "--prefix", folder.toString()));
        command.addAll(List.of("--no-audit", "--no-fund", "--ignore-scripts"));
        PACKAGES.forEach(each -> command.add("@opentelemetry/" + each));
        run(command);
        Files.createFile(done);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new OtelJs(node, folder);
  }

  /// Sends, and returns when all is sent.
  void send(int port, String transport, String compression, int spans) {
    try {
      Path script = Path.of(Objects.requireNonNull(OtelJs.class.getResource("sender.js")).toURI());
      run(
          Stream.of(node, script, folder, port, transport, compression, spans)
              .map(Object::toString)
              .toList());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
