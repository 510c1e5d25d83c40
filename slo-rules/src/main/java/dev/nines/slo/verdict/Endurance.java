package dev.nines.slo.verdict;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Watches since when each tier of one promise burns, where tiers fire only after a while. Begins
/// anew with each start of the process. For one thread.
public final class Endurance {
  /// Empty for almost every promise, and there may be a million.
  private Map<String, Instant> burningSince = Map.of();

  /// Says of each tier of the next verdict whether it has burned for long enough.
  ///
  /// @param now not before the instant that the verdict was made for
  public Verdict watch(Verdict verdict, Instant now) {
    if (firesAtOnce(verdict)) {
      return verdict;
    }
    return verdict.withTiers(
        verdict.tiers().stream().map(reading -> reading.lasting(isLasting(reading, now))).toList());
  }

  /// Whether all tiers of a verdict fire at once, so that there is nothing to watch.
  public static boolean firesAtOnce(Verdict verdict) {
    for (TierReading reading : verdict.tiers()) {
      if (!reading.tier().after().isZero()) {
        return false;
      }
    }
    return true;
  }

  private boolean isLasting(TierReading reading, Instant at) {
    String name = reading.tier().name();
    var next = new HashMap<>(burningSince);
    if (!reading.burns()) {
      next.remove(name);
      burningSince = Map.copyOf(next);
      return reading.tier().after().isZero();
    }
    Instant since = next.computeIfAbsent(name, _ -> at);
    burningSince = Map.copyOf(next);
    return !at.isBefore(since.plus(reading.tier().after()));
  }
}
