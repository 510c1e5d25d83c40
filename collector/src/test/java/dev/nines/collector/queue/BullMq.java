package dev.nines.collector.queue;

import dev.nines.testing.ExternalBinary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The real `bullmq` package of a major version, fetched once into `target/`.
final class BullMq {
  private final Path folder;
  private final Path node;
  private final Path driver;

  private BullMq(Path folder, Path node, Path driver) {
    this.folder = folder;
    this.node = node;
    this.driver = driver;
  }

  static BullMq ofMajor(int major) {
    Path node = ExternalBinary.require("node", "nodejs");
    Path npm = ExternalBinary.require("npm", "npm");
    Path folder = Path.of("target", "bullmq-" + major).toAbsolutePath();
    try {
      if (!Files.isDirectory(folder.resolve("node_modules/bullmq"))) {
        Files.createDirectories(folder);
        run(
            List.of(
                npm.toString(),
                "install",
                "--prefix",
                folder.toString(),
                "--no-audit",
                "--no-fund",
                "bullmq@" + major,
                "ioredis@5")); // which version 6 leaves to the application
      }
      URL script = Objects.requireNonNull(BullMq.class.getResource("driver.js"));
      return new BullMq(folder, node, Path.of(script.toURI()));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets the driver do something; returns when it is done.
  void run(int port, String prefix, String queue, String action, int number) {
    run(
        List.of(
            node.toString(),
            driver.toString(),
            folder.toString(),
            Integer.toString(port),
            prefix,
            queue,
            action,
            Integer.toString(number)));
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(new ArrayList<>(command) + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
