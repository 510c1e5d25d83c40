package dev.nines.slo.ledger;

import java.time.Duration;
import java.time.Instant;

/// The arithmetic of minutes: minute `m` holds `[m × 60 s, (m + 1) × 60 s)` of Unix time and closes
/// when the grace after its end is over.
///
/// @param graceMillis how long a minute waits for entries after its end
record Minutes(long graceMillis) {
  static final int PER_HOUR = 60;
  private static final long MILLIS = 60_000;
  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 4);
  private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE / 4);

  static Minutes withGrace(Duration grace) {
    return new Minutes(grace.toMillis());
  }

  /// The minute that holds an instant.
  static long of(long epochMillis) {
    return Math.floorDiv(epochMillis, MILLIS);
  }

  static long hourOf(long epochMinute) {
    return Math.floorDiv(epochMinute, (long) PER_HOUR);
  }

  static int minuteOfHour(long epochMinute) {
    return (int) Math.floorMod(epochMinute, (long) PER_HOUR);
  }

  /// Milliseconds of an instant however far away it is.
  static long millis(Instant instant) {
    if (instant.isAfter(LATEST)) {
      return LATEST.toEpochMilli();
    }
    return instant.isBefore(EARLIEST) ? EARLIEST.toEpochMilli() : instant.toEpochMilli();
  }

  /// The first minute that is not closed at an instant.
  long closedUntil(long epochMillis) {
    return Math.floorDiv(epochMillis - graceMillis, MILLIS);
  }

  /// The instant from which a minute is closed.
  long closesAt(long epochMinute) {
    return (epochMinute + 1) * MILLIS + graceMillis;
  }
}
