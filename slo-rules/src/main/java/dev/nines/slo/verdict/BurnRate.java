package dev.nines.slo.verdict;

import dev.nines.slo.window.Figures;

/// How many times faster than allowed an error budget burned in a window: 1 spends it exactly by
/// the end of the budget window. An interval, because what was not measured could have been either.
///
/// @param low if every missing minute and doubtful event was good, at least 0
/// @param high if every one was bad, at most 1 / error budget
public record BurnRate(double low, double high) {

  /// Nothing burned; shared, because most promises burn nothing most of the time.
  static final BurnRate NOTHING = new BurnRate(0, 0);

  /// Relative room for rounding, so that a burn of exactly the factor is not above it.
  static final double TOLERANCE = 1e-9;

  /// The burn rate over a window. Missing minutes weigh as much as the measured ones did on
  /// average.
  ///
  /// A window that was measured throughout and held no event burned nothing. One without any event
  /// and with minutes missing could have burned at any rate.
  ///
  /// @param errorBudgetRatio 1 − target, in (0, 1]
  public static BurnRate of(Figures window, double errorBudgetRatio) {
    long total = window.total();
    int missingMinutes = Math.max(0, window.expectedMinutes() - window.measuredMinutes());
    if (total == 0) {
      boolean idle = missingMinutes == 0 && window.measuredMinutes() > 0;
      return idle ? NOTHING : unknown(errorBudgetRatio);
    }
    if (missingMinutes == 0 && (window.bad() | window.doubtful()) == 0) {
      return NOTHING;
    }
    double missingEvents = (double) total * missingMinutes / Math.max(1, window.measuredMinutes());
    double events = total + missingEvents;
    return new BurnRate(
        window.bad() / events / errorBudgetRatio,
        (window.bad() + window.doubtful() + missingEvents) / events / errorBudgetRatio);
  }

  /// Anything from nothing to everything bad.
  static BurnRate unknown(double errorBudgetRatio) {
    return new BurnRate(0, 1 / errorBudgetRatio);
  }

  /// Whether the budget burned faster than this for certain.
  boolean isAbove(double factor) {
    return low > factor * (1 + TOLERANCE);
  }

  /// Whether the budget did not burn faster than this for certain.
  boolean isAtMost(double factor) {
    return high <= factor * (1 + TOLERANCE);
  }
}
