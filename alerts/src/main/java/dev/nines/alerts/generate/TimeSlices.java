package dev.nines.alerts.generate;

import dev.nines.slo.model.BudgetingMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// Counts slices of time in PromQL: each slice with events is one, and a bad one counts 1, or what
/// share of its events was bad.
///
/// @param slice how long a slice is
/// @param sliceTarget the share of good events that makes a slice good; absent where a slice counts
///   by its share
record TimeSlices(Duration slice, Optional<BigDecimal> sliceTarget) {

  /// Those of a budgeting method; empty if it counts events.
  static Optional<TimeSlices> of(BudgetingMethod method) {
    return switch (method) {
      case BudgetingMethod.Occurrences() -> Optional.empty();
      case BudgetingMethod.Timeslices(BigDecimal target, Duration slice) ->
          Optional.of(new TimeSlices(slice, Optional.of(target)));
      case BudgetingMethod.RatioTimeslices(Duration slice) ->
          Optional.of(new TimeSlices(slice, Optional.empty()));
    };
  }

  /// The bad slices of a window.
  ///
  /// @param bad PromQL for the bad events of one slice
  /// @param total PromQL for all of them
  String bad(Duration window, String bad, String total) {
    var ofOne =
        sliceTarget
            .map(
                target ->
                    "(%s) > bool %s * (%s > 0)"
                        .formatted(
                            bad,
                            BigDecimal.ONE.subtract(target).stripTrailingZeros().toPlainString(),
                            total))
            .orElseGet(() -> "(%s) / (%s > 0)".formatted(bad, total));
    return "sum_over_time((%s)[%s])".formatted(ofOne, range(window));
  }

  /// All slices of a window that had events.
  ///
  /// @param total PromQL for all events of one slice
  String total(Duration window, String total) {
    return "count_over_time((%s > 0)[%s])".formatted(total, range(window));
  }

  /// At least one slice; a second short, so that no end counts twice.
  private String range(Duration window) {
    var whole = window.compareTo(slice) < 0 ? slice : window;
    return "%ds:%s".formatted(whole.toSeconds() - 1, RangeText.of(slice));
  }
}
