package dev.nines.slo.verdict;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.function.Function;

/// The counts that one objective of one tenant is judged by.
public interface WindowCounts {

  /// What was counted over the budget window, in the units of the objective's method.
  Figures budget();

  /// What was counted over a burn-rate window, in the same units.
  Figures burn(Duration window);

  /// The events of a burn-rate window, whatever the method counts: what evidence is made of.
  Figures events(Duration window);

  /// How much of the budget window's total was counted before an epoch minute. Asked only for
  /// minutes at which the target changes; counts of promises whose target never does know no parts.
  default long budgetBefore(long epochMinute) {
    throw new UnsupportedOperationException("these counts know no parts of their windows");
  }

  /// How much of the total of a burn-rate window was counted before an epoch minute.
  default long burnBefore(Duration window, long epochMinute) {
    return budgetBefore(epochMinute);
  }

  /// How many of the events of a burn-rate window were counted before an epoch minute.
  default long eventsBefore(Duration window, long epochMinute) {
    return budgetBefore(epochMinute);
  }

  /// How much of the budget window is over, 0 to 1: less than 1 in a calendar period that runs, and
  /// for a tenant who is newer than the window.
  double elapsedRatio();

  /// Whether nothing burned in a burn-rate window, whatever is asked of it: events were counted,
  /// all of them were good, and no minute is missing. A cheap look before the whole judgement; it
  /// may say no where it is so.
  default boolean isQuiet(Duration window) {
    return false;
  }

  /// Counts of events over windows that are wholly over, of a promise whose target never changed.
  ///
  /// @param budgetWindow the objective's window; one on a calendar is asked for by its nominal
  ///   length
  static WindowCounts ofEvents(BudgetWindow budgetWindow, Function<Duration, Figures> figures) {
    return new WindowCounts() {
      @Override
      public Figures budget() {
        return figures.apply(ErrorBudget.nominalLength(budgetWindow));
      }

      @Override
      public Figures burn(Duration window) {
        return figures.apply(window);
      }

      @Override
      public Figures events(Duration window) {
        return figures.apply(window);
      }

      @Override
      public double elapsedRatio() {
        return 1;
      }
    };
  }
}
