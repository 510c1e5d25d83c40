package dev.nines.collector.heartbeat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last things of a kind, newest first, kept in a file with a line for each. A disk that fails
/// costs what a restart would have remembered. Safe between threads.
final class Recent<T> {
  private static final Logger log = LoggerFactory.getLogger(Recent.class);

  private final String what;
  private final StateFile file;
  private final int kept;
  private final Function<T, String> write;
  private final Deque<T> things = new ArrayDeque<>();

  /// Reads what is known; a line that cannot be read is left out.
  ///
  /// @param what the things in the plural, for the log
  /// @param kept how many
  /// @param read throws [IllegalArgumentException] at what is no line of its own
  Recent(String what, Path file, int kept, Function<String, T> read, Function<T, String> write) {
    this.what = what;
    this.file = new StateFile(file);
    this.kept = kept;
    this.write = write;
    try {
      this.file.read().forEach(line -> recall(line, read));
    } catch (IOException e) {
      log.warn("the {} of earlier cannot be read: {}", what, e.getMessage());
    }
  }

  private void recall(String line, Function<String, T> read) {
    try {
      things.addLast(read.apply(line));
    } catch (IllegalArgumentException e) {
      log.warn("one of the {} of earlier cannot be read: {}", what, e.getMessage());
    }
  }

  /// Adds what none of those before is the same as; says whether it did.
  synchronized boolean add(T thing, Predicate<T> same) {
    if (things.stream().anyMatch(same)) {
      return false;
    }
    things.addFirst(thing);
    while (things.size() > kept) {
      things.removeLast();
    }
    try {
      file.write(things.stream().map(write).toList());
    } catch (IOException e) {
      log.error("the {} cannot be kept: {}", what, e.getMessage());
    }
    return true;
  }

  /// All that are known, newest first.
  synchronized List<T> all() {
    return List.copyOf(things);
  }
}
