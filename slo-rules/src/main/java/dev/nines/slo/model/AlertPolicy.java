package dev.nines.slo.model;

import java.util.Set;

/// Which burns of an objective alert, and on what evidence.
///
/// @param enabled whether it alerts at all
/// @param disabledTiers burn tiers (`fast`, `medium`, `slow`, `long`) that are switched off
/// @param minimumBadEvents how many bad events the short window must hold before a tier may fire,
///   at least 1
/// @param confidence one-sided confidence with which the short window's error ratio must be above
///   the threshold (binomial bound), in [0.5, 1)
public record AlertPolicy(
    boolean enabled, Set<String> disabledTiers, int minimumBadEvents, double confidence) {

  /// All tiers on; three bad events and 95 % confidence.
  public static final AlertPolicy DEFAULT = new AlertPolicy(true, Set.of(), 3, 0.95);

  public AlertPolicy {
    disabledTiers = Set.copyOf(disabledTiers);
    if (minimumBadEvents < 1) {
      throw new IllegalArgumentException(
          "minimum bad events is %d, expected at least 1".formatted(minimumBadEvents));
    }
    if (!(confidence >= 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is %s, expected at least 0.5 and below 1".formatted(confidence));
    }
  }
}
