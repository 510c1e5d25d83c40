package dev.nines.slo.window;

import dev.nines.slo.model.BudgetWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;

/// The periods of a calendar window, one after the other, each from its local start to that of the
/// next: a month has as many days as it has, and a day across a change of clocks 23 or 25 hours.
///
/// Every period is counted from the window's own start and not from the one before, so a period
/// that begins on the 31st begins there again after a February. A local start that the clocks skip
/// is read with the offset before (02:30 becomes 03:30); one that they pass twice is the earlier.
/// That is how RFC 5545 reads local times. Immutable.
public final class CalendarPeriods {
  private static final long NOMINAL_DAYS_OF_MONTH = 30;
  private static final long NOMINAL_DAYS_OF_YEAR = 365;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long SECONDS_PER_MINUTE = 60;

  private final LocalDateTime start;
  private final Period period;
  private final ZoneId zone;

  /// @throws IllegalArgumentException if the period is not longer than nothing
  public CalendarPeriods(BudgetWindow.Calendar window) {
    if (nominalSeconds(window.period()) <= 0) {
      throw new IllegalArgumentException(
          "a calendar window of %s, expected at least a day".formatted(window.period()));
    }
    this.start = window.start();
    this.period = window.period();
    this.zone = window.zone();
  }

  /// One period, as the epoch minutes `[fromMinute, toMinute)`; its instants if the zone's offset
  /// has no seconds.
  ///
  /// @param fromMinute the first minute
  /// @param toMinute the minute behind the last
  public record Bounds(long fromMinute, long toMinute) {
    /// How long the period is.
    public long minutes() {
      return toMinute - fromMinute;
    }

    boolean contains(long epochMinute) {
      return epochMinute >= fromMinute && epochMinute < toMinute;
    }
  }

  /// The period that holds an instant.
  public Bounds at(Instant instant) {
    return at(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_MINUTE));
  }

  /// The period that holds a minute.
  public Bounds at(long epochMinute) {
    long seconds = epochMinute * SECONDS_PER_MINUTE - start.atZone(zone).toEpochSecond();
    int number = Math.toIntExact(Math.floorDiv(seconds, nominalSeconds(period)));
    while (boundary(number) > epochMinute) {
      number--;
    }
    while (boundary(number + 1) <= epochMinute) {
      number++;
    }
    return new Bounds(boundary(number), boundary(number + 1));
  }

  private long boundary(int number) {
    long second = start.plus(period.multipliedBy(number)).atZone(zone).toEpochSecond();
    return Math.ceilDiv(second, SECONDS_PER_MINUTE);
  }

  private static long nominalSeconds(Period period) {
    return SECONDS_PER_DAY
        * (NOMINAL_DAYS_OF_YEAR * period.getYears()
            + NOMINAL_DAYS_OF_MONTH * period.getMonths()
            + period.getDays());
  }
}
