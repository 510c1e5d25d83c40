package dev.nines.slo.backtest;

import dev.nines.slo.model.Objective;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an objective would have done for one group.
///
/// @param objective the objective
/// @param group the value of the label by which it is grouped, empty if there are no groups
/// @param from when the test began
/// @param to when it ended
/// @param pages the alerts that would have been sent, by time
/// @param curve the error budget over time, a point a day and one at the end
/// @param targets what common targets, and the objective's own, would have meant; lowest first
public record BacktestResult(
    Objective objective,
    String group,
    Instant from,
    Instant to,
    List<Page> pages,
    List<BudgetPoint> curve,
    List<TargetOutcome> targets) {

  public BacktestResult {
    pages = List.copyOf(pages);
    curve = List.copyOf(curve);
    targets = List.copyOf(targets);
  }

  /// The highest target that would have been kept throughout; empty if none of them was.
  public Optional<TargetOutcome> highestKept() {
    return targets.stream().filter(TargetOutcome::kept).reduce((_, last) -> last);
  }
}
