package dev.nines.collector.business;

import java.time.Duration;
import java.time.Instant;

/// Leaves a database alone that failed several times in a row: for a minute, then for twice as long
/// each time, up to half an hour; then one query may try. Safe between threads.
final class CircuitBreaker {
  static final int FAILURES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private int failures;
  private Duration pause = FIRST_PAUSE;
  private Instant openUntil = Instant.MIN;

  /// Whether a query may run. When the pause is over, one may; the others wait for its outcome.
  synchronized boolean allows(Instant now) {
    if (failures < FAILURES) {
      return true;
    }
    if (now.isBefore(openUntil)) {
      return false;
    }
    openUntil = now.plus(pause);
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
    pause = FIRST_PAUSE;
    openUntil = Instant.MIN;
  }

  synchronized void failed(Instant now) {
    failures++;
    if (failures < FAILURES) {
      return;
    }
    openUntil = now.plus(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  synchronized boolean isOpen() {
    return failures >= FAILURES;
  }
}
