package dev.nines.slo.verdict;

import dev.nines.slo.model.BudgetWindow;
import java.time.Duration;
import java.util.Optional;

/// What may go wrong in a window, and what is left of it.
public final class ErrorBudget {
  private ErrorBudget() {}

  /// The share of the budget that is left: 1 untouched, 0 spent, below 0 overspent.
  ///
  /// @param errorRatio bad / valid events over the budget window
  /// @param errorBudgetRatio 1 − target, in (0, 1]
  public static double remainingRatio(double errorRatio, double errorBudgetRatio) {
    return 1 - errorRatio / errorBudgetRatio;
  }

  /// How long everything may be bad in a window, for example 43 min 12 s for 99.9 % of 30 days.
  public static Duration ofTotalOutage(Duration budgetWindow, double errorBudgetRatio) {
    return Duration.ofMillis(Math.round(budgetWindow.toMillis() * errorBudgetRatio));
  }

  /// When the budget is spent if it goes on burning like this. Past bad minutes that leave a
  /// rolling window meanwhile are not given back, so this is early rather than late.
  ///
  /// @param remainingRatio the share of the budget that is left
  /// @param burnRate how many times faster than allowed it burns
  /// @return zero if it is spent already; empty if it does not burn
  public static Optional<Duration> timeToExhaustion(
      double remainingRatio, double burnRate, Duration budgetWindow) {
    if (remainingRatio <= 0) {
      return Optional.of(Duration.ZERO);
    }
    if (burnRate <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds(Math.round(budgetWindow.toSeconds() * remainingRatio / burnRate)));
  }

  /// The same as [BudgetWindow#nominalLength].
  public static Duration nominalLength(BudgetWindow window) {
    return window.nominalLength();
  }
}
