package dev.nines.collector.forward;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait before sending again: twice as long each time, by chance a little less, so that
/// many gateways do not come back at once; what the other side asked for is obeyed.
final class RetryPace {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(10);

  private final RandomGenerator random;
  private Duration next = FIRST;

  RetryPace(RandomGenerator random) {
    this.random = random;
  }

  void succeeded() {
    next = FIRST;
  }

  /// @param askedFor by `Retry-After`
  Duration pause(Optional<Duration> askedFor) {
    Duration own = next.multipliedBy(80 + random.nextInt(21)).dividedBy(100);
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    Duration asked = askedFor.orElse(Duration.ZERO);
    if (asked.compareTo(LONGEST_ASKED_FOR) > 0) {
      asked = LONGEST_ASKED_FOR;
    }
    return asked.compareTo(own) > 0 ? asked : own;
  }
}
