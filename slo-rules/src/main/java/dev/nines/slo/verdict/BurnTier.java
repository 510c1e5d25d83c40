package dev.nines.slo.verdict;

import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Severity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One row of multi-window, multi-burn-rate alerting: it fires when the error budget burned faster
/// than `factor` both over the long window (enough was lost) and over the short one (it still goes
/// on).
///
/// @param name `fast`, `medium`, `slow` or `long`; the `burn_tier` label
/// @param longWindow whole minutes
/// @param shortWindow whole minutes, shorter than the long window
/// @param factor how many times faster than allowed the budget must burn, above 0
/// @param severity how urgent an alert of this tier is
/// @param after how long it must burn like that before the tier fires; zero: at once
/// @see <a href="https://sre.google/workbook/alerting-on-slos/">SRE workbook, chapter 5</a>
public record BurnTier(
    String name,
    Duration longWindow,
    Duration shortWindow,
    double factor,
    Severity severity,
    Duration after) {

  /// A tier that fires at once.
  public BurnTier(
      String name, Duration longWindow, Duration shortWindow, double factor, Severity severity) {
    this(name, longWindow, shortWindow, factor, severity, Duration.ZERO);
  }

  /// The same tier, firing only after so long.
  BurnTier firingAfter(Duration wait) {
    return new BurnTier(name, longWindow, shortWindow, factor, severity, wait);
  }

  /// Below this pace a tier would fire although the budget lasts to the end of the window with room
  /// to spare. 28 days' 0.93 for the `long` tier is common practice and stays.
  private static final double SLOWEST_USEFUL_FACTOR = 0.9;

  /// The tiers of an objective, from the most to the least severe. The workbook's shares of the
  /// budget stay as they are, so the factors scale with the budget window (14.4 over 30 days is
  /// 13.44 over 28).
  ///
  /// Left out are tiers that no outage could reach (factor ≥ 1 / error budget), that look back
  /// further than the budget window, or that would fire on a promise which is being kept.
  ///
  /// @param budgetWindow the objective's window
  /// @param errorBudgetRatio 1 − target, in (0, 1]
  public static List<BurnTier> forWindow(Duration budgetWindow, double errorBudgetRatio) {
    return TierTable.ROWS.stream()
        .filter(row -> row.longWindow().compareTo(budgetWindow) <= 0)
        .map(row -> row.over(budgetWindow))
        .filter(tier -> tier.factor >= SLOWEST_USEFUL_FACTOR)
        .filter(tier -> tier.thresholdRatio(errorBudgetRatio) < 1)
        .toList();
  }

  /// The tier that a spec's own condition asks for; empty if no outage could reach it, or if it
  /// looks back further than the budget window.
  ///
  /// @param budgetWindow the objective's window
  /// @param errorBudgetRatio 1 − target, in (0, 1]
  public static Optional<BurnTier> of(
      BurnCondition condition, Duration budgetWindow, double errorBudgetRatio) {
    var tier =
        new BurnTier(
            condition.name(),
            condition.lookback(),
            condition.shortWindow(),
            condition.factor(),
            condition.severity(),
            condition.alertAfter());
    return Optional.of(tier)
        .filter(each -> each.longWindow.compareTo(budgetWindow) <= 0)
        .filter(each -> each.thresholdRatio(errorBudgetRatio) < 1);
  }

  /// How severe a tier is among all tiers: 0 for `fast`, growing; names that are not in the table
  /// come last.
  public static int rank(String name) {
    for (int rank = 0; rank < TierTable.ROWS.size(); rank++) {
      if (TierTable.ROWS.get(rank).name().equals(name)) {
        return rank;
      }
    }
    return TierTable.ROWS.size();
  }

  /// The share of bad events above which this tier's windows burn too fast.
  public double thresholdRatio(double errorBudgetRatio) {
    return factor * errorBudgetRatio;
  }

  /// How long a constant share of bad events lasts until this tier fires, after healthy history:
  /// the arithmetic floor under every page.
  ///
  /// @param errorRatio the share of bad events, in (0, 1]
  public Duration timeToFire(double errorRatio, double errorBudgetRatio) {
    return scaled(longWindow, thresholdRatio(errorBudgetRatio) / errorRatio);
  }

  /// How long after full recovery the short window still burns, if all of it was bad at this share.
  ///
  /// @param errorRatio the share of bad events before recovery, in (0, 1]
  public Duration timeToClear(double errorRatio, double errorBudgetRatio) {
    return scaled(shortWindow, 1 - thresholdRatio(errorBudgetRatio) / errorRatio);
  }

  private static Duration scaled(Duration window, double ratio) {
    return Duration.ofMillis(Math.round(window.toMillis() * ratio));
  }

  /// A row of the table, not yet fitted to a budget window.
  record Row(
      String name,
      Duration longWindow,
      Duration shortWindow,
      BigDecimal budgetShare,
      Severity severity) {

    BurnTier over(Duration budgetWindow) {
      double factor =
          budgetShare
              .multiply(BigDecimal.valueOf(budgetWindow.toSeconds()))
              .divide(BigDecimal.valueOf(longWindow.toSeconds()), MathContext.DECIMAL64)
              .doubleValue();
      return new BurnTier(name, longWindow, shortWindow, factor, severity);
    }
  }
}
