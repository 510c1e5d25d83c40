package dev.nines.slo.window;

import dev.nines.slo.model.BudgetWindow;
import java.time.Duration;

/// Which minutes a window holds while a given minute runs.
sealed interface Stretch {

  /// The first minute that counts.
  long from(long currentMinute);

  /// The minute behind the last that counts; far away if the window ends with what is newest.
  long until(long currentMinute);

  /// The last so many minutes before the one that runs, and that one.
  record Rolling(int minutes) implements Stretch {
    @Override
    public long from(long currentMinute) {
      return currentMinute - minutes;
    }

    @Override
    public long until(long currentMinute) {
      return Long.MAX_VALUE;
    }
  }

  /// The calendar period that runs.
  final class Calendar implements Stretch {
    private final CalendarPeriods periods;
    private CalendarPeriods.Bounds bounds;

    Calendar(CalendarPeriods periods) {
      this.periods = periods;
      this.bounds = periods.at(0L);
    }

    @Override
    public long from(long currentMinute) {
      return bounds(currentMinute).fromMinute();
    }

    @Override
    public long until(long currentMinute) {
      return bounds(currentMinute).toMinute();
    }

    /// A new ledger's clock stands long before any calendar.
    private CalendarPeriods.Bounds bounds(long currentMinute) {
      long minute = Math.max(0, currentMinute);
      if (!bounds.contains(minute)) {
        bounds = periods.at(minute);
      }
      return bounds;
    }
  }

  /// @param shortestMinutes the shortest rolling window that is taken
  /// @throws IllegalArgumentException if a rolling window is shorter or not of whole minutes
  static Stretch of(BudgetWindow window, int shortestMinutes) {
    return switch (window) {
      case BudgetWindow.Rolling(Duration length) -> {
        if (length.toSecondsPart() != 0 || length.toMinutes() < shortestMinutes) {
          throw new IllegalArgumentException(
              "a window of %s, expected whole minutes and at least %d"
                  .formatted(length, shortestMinutes));
        }
        yield new Rolling(Math.toIntExact(length.toMinutes()));
      }
      case BudgetWindow.Calendar calendar -> new Calendar(new CalendarPeriods(calendar));
    };
  }
}
