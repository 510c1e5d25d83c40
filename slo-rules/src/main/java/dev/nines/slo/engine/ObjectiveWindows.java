package dev.nines.slo.engine;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.window.CalendarPeriods;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.Measure;
import dev.nines.slo.window.RunningSums;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the sums of one objective stand, looked up once for all tenants.
final class ObjectiveWindows {
  private static final int SECONDS_PER_MINUTE = 60;

  private final Objective objective;
  private final RunningSums sums;
  private final int budget;
  private final Optional<CalendarPeriods> calendar;
  private final Map<Duration, Integer> burns = new HashMap<>();
  private final Map<Duration, Integer> events = new HashMap<>();

  ObjectiveWindows(Objective objective, RunningSums sums) {
    this.objective = objective;
    this.sums = sums;
    this.budget = sums.number(Judge.budgetMeasure(objective));
    this.calendar =
        objective.window() instanceof BudgetWindow.Calendar window
            ? Optional.of(new CalendarPeriods(window))
            : Optional.empty();
  }

  Figures budget(int series, long expectedFrom) {
    return sums.figures(series, budget, expectedFrom);
  }

  Figures burn(int series, Duration window, long expectedFrom) {
    return sums.figures(series, burn(window), expectedFrom);
  }

  Figures events(int series, Duration window, long expectedFrom) {
    return sums.figures(series, events(window), expectedFrom);
  }

  long budgetBefore(int series, long minute) {
    return sums.before(series, budget, minute);
  }

  long burnBefore(int series, Duration window, long minute) {
    return sums.before(series, burn(window), minute);
  }

  long eventsBefore(int series, Duration window, long minute) {
    return sums.before(series, events(window), minute);
  }

  private int burn(Duration window) {
    return burns.computeIfAbsent(window, w -> sums.number(Judge.burnMeasure(objective, w)));
  }

  private int events(Duration window) {
    return events.computeIfAbsent(window, w -> sums.number(Measure.events(w)));
  }

  /// How much of the budget window is over for a tenant: of a rolling one as much as there was
  /// since onboarding, of a calendar period what has passed of the tenant's part of it.
  double elapsedRatio(long expectedFrom, Instant now) {
    long minute = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE);
    if (calendar.isPresent()) {
      CalendarPeriods.Bounds bounds = calendar.get().at(minute);
      long from = Math.max(bounds.fromMinute(), expectedFrom);
      return from >= bounds.toMinute() ? 1 : ratio(minute + 1 - from, bounds.toMinute() - from);
    }
    return ratio(
        minute + 1 - expectedFrom, ErrorBudget.nominalLength(objective.window()).toMinutes());
  }

  private static double ratio(long part, long whole) {
    return Math.clamp((double) Math.max(1, part) / whole, 0, 1);
  }
}
