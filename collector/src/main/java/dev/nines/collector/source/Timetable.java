package dev.nines.collector.source;

import java.time.Duration;
import java.time.Instant;

/// When a source is due: on a grid of its interval, at an offset that depends on nothing but its
/// name. So targets spread evenly over the interval, and a restart does not move them.
///
/// @param intervalMillis the width of the grid
/// @param offsetMillis from the epoch's multiples of the interval, less than the interval
record Timetable(long intervalMillis, long offsetMillis) {

  static Timetable of(String kind, String target, Duration interval) {
    long millis = interval.toMillis();
    long spread = spread(31L * kind.hashCode() + target.hashCode());
    return new Timetable(millis, Math.floorMod(spread, millis));
  }

  /// The first instant on the grid that is later.
  Instant after(Instant now) {
    long past = Math.floorMod(now.toEpochMilli() - offsetMillis, intervalMillis);
    return Instant.ofEpochMilli(now.toEpochMilli() - past + intervalMillis);
  }

  /// Whether an instant cannot have come from this grid at `now`: the clock was set back.
  boolean isTooFar(Instant due, Instant now) {
    return Duration.between(now, due).toMillis() > 2 * intervalMillis;
  }

  /// The finalizer of MurmurHash3: names that differ in one character land far apart.
  private static long spread(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
