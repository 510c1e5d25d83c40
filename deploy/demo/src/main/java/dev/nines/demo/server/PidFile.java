package dev.nines.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The note of which process a server is, so that a demo that was killed can be cleared up by the
/// next one.
///
/// A process id alone is not proof: ids are reused. The start time is noted with it, and a process
/// that started at another time is left alone.
final class PidFile {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  /// The kernel's clock ticks are hundredths of a second; a start time read twice can differ by
  /// one.
  private static final Duration SAME_START = Duration.ofMillis(50);

  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessHandle process) {
    String started = process.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, process.pid() + "\n" + started + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The noted process, if it still runs.
  Optional<ProcessHandle> running() {
    List<String> lines;
    try {
      lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lines.size() < 2 || !lines.get(0).matches("[0-9]{1,18}") || lines.get(1).isEmpty()) {
      return Optional.empty();
    }
    var noted = Instant.parse(lines.get(1));
    return ProcessHandle.of(Long.parseLong(lines.get(0)))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process, noted));
  }

  /// Ends the noted process if it still runs, and forgets it.
  ///
  /// @return whether there was one
  boolean reap() {
    Optional<ProcessHandle> left = running();
    left.ifPresent(PidFile::end);
    delete();
    return left.isPresent();
  }

  /// Asks a process to end, and ends it when it does not.
  static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      return;
    } catch (TimeoutException e) {
      // It had its time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
    process.destroyForcibly();
    process.onExit().join();
  }

  private static boolean startedAt(ProcessHandle process, Instant noted) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(noted, start).abs().compareTo(SAME_START) <= 0)
        .orElse(false);
  }
}
