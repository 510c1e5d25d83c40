package dev.nines.slo.window;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import java.time.Duration;

/// What running sums are kept of: what is counted, and over which time.
///
/// @param window rolling, of whole minutes; or on a calendar
/// @param method events, time slices, or the ratios of time slices
/// @param basis with or without what exclusions leave out
public record Measure(BudgetWindow window, BudgetingMethod method, Basis basis) {

  /// Which minutes count.
  public enum Basis {
    /// Every minute, as the users saw it.
    RAW,
    /// All but the excluded minutes, as the contract counts.
    CONTRACTUAL
  }

  /// Events over a rolling window, as the contract counts.
  public static Measure events(Duration window) {
    return new Measure(
        new BudgetWindow.Rolling(window), new BudgetingMethod.Occurrences(), Basis.CONTRACTUAL);
  }
}
