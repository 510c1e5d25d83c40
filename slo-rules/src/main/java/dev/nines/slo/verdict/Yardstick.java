package dev.nines.slo.verdict;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all who were promised the same are held against: an objective with one history of targets,
/// and what follows from the target in force. Made once by [Judge#yardstick] and shared, because a
/// million promises are held against a handful of them. Safe between threads.
public final class Yardstick {
  private final Judge judge;
  private final Objective objective;
  private final TargetHistory targets;
  private volatile @Nullable Standard last;

  /// What holds for as long as a target does.
  ///
  /// @param target the share of good events promised
  /// @param errorBudgetRatio 1 − target
  /// @param tiers the burn-rate tiers that can alert
  /// @param quiet what each of them reads where nothing burned, and behind them what `trickle`
  ///   does, if it is on
  record Standard(
      BigDecimal target, double errorBudgetRatio, List<BurnTier> tiers, List<TierReading> quiet) {}

  Yardstick(Judge judge, Objective objective, TargetHistory targets) {
    this.judge = judge;
    this.objective = objective;
    this.targets = targets;
  }

  /// What was promised.
  public Objective objective() {
    return objective;
  }

  /// The targets of those to whom it was promised.
  public TargetHistory targets() {
    return targets;
  }

  /// What holds at an instant. Nearly always the same as the last time.
  Standard at(Instant instant) {
    BigDecimal target = targets.at(instant);
    Standard known = last;
    if (known == null || known.target.compareTo(target) != 0) {
      known = standard(target, targets.errorBudgetRatio(instant));
      last = known;
    }
    return known;
  }

  private Standard standard(BigDecimal target, double errorBudgetRatio) {
    List<BurnTier> tiers = judge.tiers(objective, errorBudgetRatio);
    var quiet = new ArrayList<TierReading>();
    tiers.forEach(tier -> quiet.add(TierReading.quiet(tier)));
    if (Trickle.isOn(objective.alerting())) {
      quiet.add(TierReading.quiet(Trickle.lowest(objective.window().nominalLength())));
    }
    return new Standard(target, errorBudgetRatio, tiers, List.copyOf(quiet));
  }
}
