package dev.nines.slo.verdict;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.window.CalendarPeriods;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongUnaryOperator;

/// What share of the events of a window may be bad, where the target changed within it: each minute
/// (each time slice) is judged by the target that was in force when it began, an interval
/// observation by that of its last minute. So the window allows the sum of what its parts allow.
///
/// @param targets the targets of one tenant
/// @param at the instant judged
/// @param now the error budget by the target in force at that instant
record Allowance(TargetHistory targets, Instant at, double now) {
  private static final double SECONDS_PER_MINUTE = 60;

  /// The error budget of a burn-rate window, as a share of its events.
  double ofBurn(WindowCounts counts, Duration window) {
    return targets.isConstant()
        ? now
        : ratio(counts.burn(window).total(), minute -> counts.burnBefore(window, minute));
  }

  /// The error budget of the events of a burn-rate window.
  double ofEvents(WindowCounts counts, Duration window) {
    return targets.isConstant()
        ? now
        : ratio(counts.events(window).total(), minute -> counts.eventsBefore(window, minute));
  }

  /// The error budget of the budget window. That of a calendar period is the whole period's: what
  /// is to come is allowed what the targets known by now allow it.
  double ofBudget(WindowCounts counts, BudgetWindow window) {
    if (targets.isConstant()) {
      return now;
    }
    double soFar = ratio(counts.budget().total(), counts::budgetBefore);
    if (window instanceof BudgetWindow.Calendar calendar) {
      double elapsed = counts.elapsedRatio();
      return elapsed * soFar + (1 - elapsed) * untilPeriodEnds(new CalendarPeriods(calendar));
    }
    return soFar;
  }

  /// @param before how much of the window's total was counted before an epoch minute
  private double ratio(long total, LongUnaryOperator before) {
    if (total == 0) {
      return now;
    }
    double allowed = 0;
    long counted = 0;
    double errorBudgetRatio = targets.errorBudgetRatio(Instant.MIN);
    for (TargetHistory.Change change : targets.changes()) {
      long until = before.applyAsLong(change.minute());
      allowed += (until - counted) * errorBudgetRatio;
      counted = until;
      errorBudgetRatio = change.errorBudgetRatio();
    }
    return (allowed + (total - counted) * errorBudgetRatio) / total;
  }

  /// The mean over the minutes from now to the end of the period.
  private double untilPeriodEnds(CalendarPeriods periods) {
    double begin = at.getEpochSecond() / SECONDS_PER_MINUTE;
    double end = periods.at(at).toMinute();
    double allowed = 0;
    double from = begin;
    double errorBudgetRatio = now;
    for (TargetHistory.Change change : targets.changes()) {
      if (change.minute() > begin && change.minute() < end) {
        allowed += (change.minute() - from) * errorBudgetRatio;
        from = change.minute();
        errorBudgetRatio = change.errorBudgetRatio();
      }
    }
    return (allowed + (end - from) * errorBudgetRatio) / (end - begin);
  }
}
