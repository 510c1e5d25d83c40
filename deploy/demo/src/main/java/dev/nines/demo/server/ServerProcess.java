package dev.nines.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One server as a child process: started until ready, stopped in good order, noted in a [PidFile]
/// in between.
///
/// Safe between threads: start and stop exclude each other.
final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
  private static final int LOG_LINES_SHOWN = 15;

  private final String name;
  private final List<String> command;
  private final ServerFolder folder;
  private final BooleanSupplier ready;
  private @Nullable Process process;
  private boolean closed;

  /// @param name of the log file and of the PID file
  /// @param ready whether the server can be used; asked every few milliseconds after its start
  ServerProcess(String name, List<String> command, ServerFolder folder, BooleanSupplier ready) {
    this.name = name;
    this.command = List.copyOf(command);
    this.folder = folder;
    this.ready = ready;
  }

  /// Starts the server and returns when it is ready. Does nothing if it runs.
  ///
  /// @throws IllegalStateException with the end of its log if it does not become ready, or if this
  ///   was closed
  synchronized void start() {
    if (closed) {
      throw new IllegalStateException(name + " was stopped for good");
    }
    if (isRunning()) {
      return;
    }
    Process started = launch(ownSession(command), folder.log(name));
    process = started;
    folder.pidFile(name).write(started.toHandle());
    try {
      awaitReady(started);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /// Asks the server to end and waits until it has.
  synchronized void stop() {
    Process running = process;
    if (running != null) {
      PidFile.end(running.toHandle());
      folder.pidFile(name).delete();
      process = null;
    }
  }

  /// Stops the server, never to be started again.
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  private boolean isRunning() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /// Runs a command to its end.
  ///
  /// @throws IllegalStateException with the end of what it printed if it fails
  static void run(String name, List<String> command, ServerFolder folder) {
    Path log = folder.log(name);
    Process process = launch(command, log);
    try {
      if (process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)
          && process.exitValue() == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException("%s failed. The end of %s:%n%s".formatted(name, log, end(log)));
  }

  /// Ctrl-C goes to every process of the terminal's foreground group, and would stop the databases
  /// before the gateway, which would then record an outage that was none. A session of their own
  /// keeps them out of it.
  private static List<String> ownSession(List<String> command) {
    Optional<Path> setsid = Programs.find("setsid");
    if (setsid.isEmpty()) {
      return command;
    }
    var wrapped = new ArrayList<String>();
    wrapped.add(setsid.get().toString());
    wrapped.addAll(command);
    return wrapped;
  }

  private static Process launch(List<String> command, Path log) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Process started) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!ready.getAsBoolean()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        String why =
            started.isAlive() ? "was not ready within " + START_LIMIT.toSeconds() + " s" : "ended";
        Path log = folder.log(name);
        throw new IllegalStateException(
            "%s %s. The end of %s:%n%s".formatted(name, why, log, end(log)));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + name + " started", e);
      }
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
