package dev.nines.collector.canary;

import dev.nines.collector.source.SourceException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets only so many canaries run at once, in the order in which they came. One gate for all of a
/// server. Safe between threads.
public final class CanaryGate {
  private final Semaphore permits;

  /// @param atOnce how many connections there are at a time; at least 1
  public CanaryGate(int atOnce) {
    this.permits = new Semaphore(atOnce, true);
  }

  /// Something that asks a database.
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  /// Runs it when it is its turn.
  ///
  /// @param patience how long it may wait for that
  <T> T run(Duration patience, Work<T> work) throws Exception {
    if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw SourceException.blind("not asked: other canaries took all the time");
    }
    try {
      return work.run();
    } finally {
      permits.release();
    }
  }
}
