package dev.nines.alerts.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential waiting with jitter: each delay is between half of a doubling step and all of it, so
/// that gateways that failed together do not come back together. Not thread-safe.
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /// The delay after one more failure.
  Duration next() {
    long step = first.toMillis() << Math.min(failures, 20);
    failures++;
    long capped = Math.min(step, longest.toMillis());
    return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
  }

  boolean isFailing() {
    return failures > 0;
  }

  void succeeded() {
    failures = 0;
  }
}
