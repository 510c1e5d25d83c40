package dev.nines.slo.model;

import java.time.Duration;
import java.util.List;

/// A burn that a spec asks to be told of: OpenSLO's AlertCondition of kind `burnrate`, together
/// with what the AlertPolicy around it says.
///
/// It fires when the error budget burns faster than `factor` over `lookback`, and still does over
/// `shortWindow`, for `alertAfter`. Windows of Sloth's AlertWindows are conditions, too.
///
/// @param name the condition's name; the `burn_tier` label
/// @param policy the policy's name
/// @param lookback whole minutes
/// @param shortWindow says whether it still burns; whole minutes, at least one
/// @param factor how many times faster than allowed the budget must burn, above 0
/// @param alertAfter how long it must burn like that before anybody is told; zero: at once
/// @param severity how urgent it is
/// @param alertWhenResolved whether those who were told are to be told of the end
/// @param alertWhenNoData whether missing data is to be told of, too
/// @param targets names of AlertNotificationTargets
/// @see <a href="https://github.com/OpenSLO/OpenSLO#alertcondition">OpenSLO, AlertCondition</a>
public record BurnCondition(
    String name,
    String policy,
    Duration lookback,
    Duration shortWindow,
    double factor,
    Duration alertAfter,
    Severity severity,
    boolean alertWhenResolved,
    boolean alertWhenNoData,
    List<String> targets) {
  private static final int SHORT_SHARE = 12;

  public BurnCondition {
    if (!(factor > 0) || shortWindow.toMinutes() < 1 || alertAfter.isNegative()) {
      throw new IllegalArgumentException(
          "condition %s has the factor %s over %s and %s after %s, expected positive ones"
              .formatted(name, factor, lookback, shortWindow, alertAfter));
    }
    targets = List.copyOf(targets);
  }

  /// The short window of a condition that names none: a twelfth of `lookback` in whole minutes, as
  /// in the workbook's tiers, at least one.
  public static Duration shortOf(Duration lookback) {
    return Duration.ofMinutes(Math.max(1, lookback.toMinutes() / SHORT_SHARE));
  }
}
