package dev.nines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One external server with a folder of its own, which goes with it: at [#close()], or at the
/// latest when the JVM ends.
final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final String name;
  private final Path folder;
  private final Path log;
  private final Thread hook;
  private volatile Process process;

  private ServerProcess(String name, Path folder, Path log, Process process) {
    this.name = name;
    this.folder = folder;
    this.log = log;
    this.process = process;
    this.hook = new Thread(() -> this.process.destroyForcibly(), "kill-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// A new folder for a server's data and configuration.
  static Path newFolder(String name) {
    try {
      return Files.createTempDirectory("nines-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts `command` and waits until `ready` says so. On failure the exception carries the end of
  /// the server's log.
  static ServerProcess start(
      String name, Path folder, List<String> command, BooleanSupplier ready) {
    Path log = folder.resolve(name + ".log");
    var server = new ServerProcess(name, folder, log, launch(command, log));
    try {
      server.awaitReady(ready);
      return server;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /// Runs `command` to its end in `folder`, and returns what it printed; fails when it fails.
  static String run(Path folder, List<String> command) {
    Path output = folder.resolve("command.out");
    Process process = launch(command, output);
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end within " + START_LIMIT);
      }
      String printed = Files.readString(output);
      Files.delete(output);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed:\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  /// Starts the server again after [#stop()] or [#kill()], in the same folder.
  void restart(List<String> command, BooleanSupplier ready) {
    stop();
    process = launch(command, log);
    awaitReady(ready);
  }

  /// Asks the server to end and waits for it; its data stay.
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the server at once, as a crash would; its data stay.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  long pid() {
    return process.pid();
  }

  Path folder() {
    return folder;
  }

  /// Everything the server has logged so far.
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already: the hook does what is left to do.
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(List<String> command, Path output) {
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      // A starting mariadbd deletes what another one has there.
      builder.environment().put("TMPDIR", output.toAbsolutePath().getParent().toString());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(BooleanSupplier ready) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String why = process.isAlive() ? "was not ready within " + START_LIMIT : "ended";
        throw new IllegalStateException(name + " " + why + ". Its log:\n" + log());
      }
      try {
        Thread.sleep(30);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + name + " started", e);
      }
    }
  }
}
