package dev.nines.slo.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which burns of an objective alert, and on what evidence.
///
/// @param enabled whether it alerts at all
/// @param workbookTiers whether the workbook's tiers alert; those who write conditions of their own
///   usually want these instead
/// @param disabledTiers burn tiers (`fast`, `medium`, `slow`, `long`) that are switched off
/// @param conditions burns that the spec asks to be told of
/// @param after how long a tier must burn before it fires, by its name; those that are missing fire
///   at once, or after what their condition says
/// @param minimumEvents how many events of any kind the short window must hold before a tier may
///   fire, at least 1
/// @param minimumBadEvents how many bad events the short window must hold before a tier may fire,
///   at least 1
/// @param confidence one-sided confidence with which the short window's error ratio must be above
///   the threshold (binomial bound), in [0.5, 1)
public record AlertPolicy(
    boolean enabled,
    boolean workbookTiers,
    Set<String> disabledTiers,
    List<BurnCondition> conditions,
    Map<String, Duration> after,
    int minimumEvents,
    int minimumBadEvents,
    double confidence) {

  /// The workbook's tiers, all of them; three bad events and 95 % confidence.
  public static final AlertPolicy DEFAULT = new AlertPolicy(true, Set.of(), 3, 0.95);

  public AlertPolicy {
    disabledTiers = Set.copyOf(disabledTiers);
    conditions = List.copyOf(conditions);
    after = Map.copyOf(after);
    if (minimumEvents < 1 || minimumBadEvents < 1) {
      throw new IllegalArgumentException(
          "minimum events are %d, bad ones %d, expected at least 1"
              .formatted(minimumEvents, minimumBadEvents));
    }
    if (!(confidence >= 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is %s, expected at least 0.5 and below 1".formatted(confidence));
    }
  }

  /// The workbook's tiers but for some, and no conditions.
  public AlertPolicy(
      boolean enabled, Set<String> disabledTiers, int minimumBadEvents, double confidence) {
    this(enabled, true, disabledTiers, List.of(), Map.of(), 1, minimumBadEvents, confidence);
  }
}
