package dev.nines.slo.verdict;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The alert on a budget that is spent drop by drop: failures too few or too slow for any burn-rate
/// tier, as of a small tenant, must not go unseen until the promise is broken.
///
/// It reads as one more tier, `trickle`, whose windows are the budget window and whose factor is
/// the share of the budget that is spent: 50 and 75 % for the record, 90 and 100 % as tickets. It
/// never pages. What is spent is measured against the whole window's budget, so that a bad hour in
/// a tenant's first day is a small part of it. It ends when less than half is spent, on a calendar
/// at the latest with the period.
final class Trickle {
  /// The value of the `burn_tier` label.
  static final String NAME = "trickle";

  private static final List<Level> LEVELS =
      List.of(
          new Level(1.0, Severity.WARNING),
          new Level(0.9, Severity.WARNING),
          new Level(0.75, Severity.INFO),
          new Level(0.5, Severity.INFO));

  /// The levels as tiers of each window that there is.
  private static final Map<Duration, List<BurnTier>> TIERS = new ConcurrentHashMap<>();

  private record Level(double spentRatio, Severity severity) {
    BurnTier over(Duration window) {
      return new BurnTier(NAME, window, window, spentRatio, severity);
    }
  }

  private Trickle() {}

  static boolean isOn(AlertPolicy policy) {
    return policy.enabled() && !policy.disabledTiers().contains(NAME);
  }

  static TierReading read(Objective objective, Shares shares, Allowance allowance) {
    BudgetWindow budgetWindow = objective.window();
    BurnRate spent =
        shares.burn(
            counts ->
                scaled(
                    BurnRate.of(counts.budget(), allowance.ofBudget(counts, budgetWindow)),
                    counts));
    BurnTier tier = level(spent, budgetWindow.nominalLength());
    return new TierReading(tier, spent, spent, isEnough(shares, objective.alerting()), true);
  }

  private static BurnRate scaled(BurnRate burn, WindowCounts counts) {
    double elapsed = counts.elapsedRatio();
    return new BurnRate(burn.low() * elapsed, burn.high() * elapsed);
  }

  private static boolean isEnough(Shares shares, AlertPolicy policy) {
    for (int i = 0; i < shares.parts().size(); i++) {
      if (shares.parts().get(i).counts().budget().bad() >= policy.minimumBadEvents()) {
        return true;
      }
    }
    return false;
  }

  /// The highest level that is spent, or the lowest.
  private static BurnTier level(BurnRate spent, Duration window) {
    for (BurnTier tier : tiers(window)) {
      if (spent.isAbove(tier.factor())) {
        return tier;
      }
    }
    return lowest(window);
  }

  /// The level that is read where nothing is spent.
  static BurnTier lowest(Duration window) {
    return tiers(window).getLast();
  }

  private static List<BurnTier> tiers(Duration window) {
    return TIERS.computeIfAbsent(
        window, each -> LEVELS.stream().map(level -> level.over(each)).toList());
  }
}
