package dev.nines.slo.model;

import java.math.BigDecimal;
import java.time.Duration;

/// How an error budget is spent, by OpenSLO's `budgetingMethod`.
public sealed interface BudgetingMethod {

  /// Every event weighs the same: budget = bad events / valid events.
  record Occurrences() implements BudgetingMethod {}

  /// Time is cut into slices; a slice is good if its ratio of good events reaches the slice target.
  ///
  /// @param sliceTarget between 0 and 1
  /// @param slice a whole number of minutes
  record Timeslices(BigDecimal sliceTarget, Duration slice) implements BudgetingMethod {}

  /// The mean of the slices' ratios, whatever their traffic.
  ///
  /// @param slice a whole number of minutes
  record RatioTimeslices(Duration slice) implements BudgetingMethod {}
}
