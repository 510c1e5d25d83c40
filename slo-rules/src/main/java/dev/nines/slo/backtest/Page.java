package dev.nines.slo.backtest;

import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An alert that would have been sent.
///
/// @param tier the most severe burn tier, or condition, that it reached
/// @param severity the most severe severity that it reached
/// @param startsAt when it would have begun to fire
/// @param endsAt when it would have been resolved; absent if it still fires at the end
/// @param budgetRemainingRatio the share of the budget that was left when it began
/// @param highestBurnRate the highest burn rate over the long window of a firing tier
public record Page(
    String tier,
    Severity severity,
    Instant startsAt,
    Optional<Instant> endsAt,
    double budgetRemainingRatio,
    double highestBurnRate) {

  /// Whether it would have woken somebody.
  public boolean wakes() {
    return severity == Severity.CRITICAL;
  }

  /// How long it would have fired, up to an instant if it still does.
  public Duration duration(Instant until) {
    return Duration.between(startsAt, endsAt.orElse(until));
  }
}
