package dev.nines.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/// What has been started, to be stopped in the opposite order. What fails to stop does not keep the
/// rest running.
///
/// Safe between threads; once closed, what is added is stopped at once.
final class Running implements AutoCloseable {

  private final Deque<Part> parts = new ArrayDeque<>();
  private final BiConsumer<String, Exception> onFailure;
  private boolean closed;

  /// @param onFailure hears of a part, by its name, that failed to stop
  Running(BiConsumer<String, Exception> onFailure) {
    this.onFailure = onFailure;
  }

  /// Takes over stopping `stop`.
  synchronized void add(String name, AutoCloseable stop) {
    parts.push(new Part(name, stop));
    if (closed) {
      close();
    }
  }

  /// Whether there is nothing to stop.
  synchronized boolean isEmpty() {
    return parts.isEmpty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.stop.close();
      } catch (Exception e) {
        onFailure.accept(part.name, e);
      }
    }
  }

  private record Part(String name, AutoCloseable stop) {}
}
