package dev.nines.slo.engine;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.window.CalendarPeriods;
import dev.nines.slo.window.Measure;
import dev.nines.slo.window.RunningSums;
import dev.nines.slo.window.SeriesSums;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where the sums of one objective stand, looked up once for all tenants. Safe between threads.
final class ObjectiveWindows {
  private static final int SECONDS_PER_MINUTE = 60;

  private final Objective objective;
  private final RunningSums sums;
  private final int budget;
  private final Optional<CalendarPeriods> calendar;
  private final Map<Duration, Integer> burns = new ConcurrentHashMap<>();
  private final Map<Duration, Integer> events = new ConcurrentHashMap<>();
  private final boolean countsEvents;

  ObjectiveWindows(Objective objective, RunningSums sums) {
    this.objective = objective;
    this.sums = sums;
    this.budget = sums.number(Judge.budgetMeasure(objective));
    this.countsEvents = objective.method() instanceof BudgetingMethod.Occurrences;
    this.calendar =
        objective.window() instanceof BudgetWindow.Calendar window
            ? Optional.of(new CalendarPeriods(window))
            : Optional.empty();
  }

  /// How many measures there are; their numbers are below.
  int measures() {
    return sums.measures();
  }

  /// The sums of one series.
  SeriesSums of(int series, long expectedFrom) {
    return sums.of(series, expectedFrom);
  }

  /// Whether events tell how much burned. A slice can be good and hold bad events, which are
  /// evidence.
  boolean countsEvents() {
    return countsEvents;
  }

  long before(int series, int number, long minute) {
    return sums.before(series, number, minute);
  }

  /// The number of the budget window.
  int budget() {
    return budget;
  }

  /// The number of a burn-rate window in the units of the method.
  int burn(Duration window) {
    Integer known = burns.get(window);
    return known != null
        ? known
        : burns.computeIfAbsent(window, w -> sums.number(Judge.burnMeasure(objective, w)));
  }

  /// The number of the events of a burn-rate window.
  int events(Duration window) {
    Integer known = events.get(window);
    return known != null
        ? known
        : events.computeIfAbsent(window, w -> sums.number(Measure.events(w)));
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
