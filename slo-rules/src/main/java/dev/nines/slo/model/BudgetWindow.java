package dev.nines.slo.model;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;

/// The time over which an objective is to be met.
public sealed interface BudgetWindow {

  /// The last so many minutes up to now.
  ///
  /// @param length a whole number of minutes
  record Rolling(Duration length) implements BudgetWindow {}

  /// Calendar periods in a zone, one after the other.
  ///
  /// @param start the local start of some period
  /// @param period the length of each
  /// @param zone the zone in which the calendar is read
  record Calendar(LocalDateTime start, Period period, ZoneId zone) implements BudgetWindow {}

  /// The length; of calendar periods their nominal one (a month has 30 days, a year 365), so that
  /// burn-rate factors do not change with the month.
  default Duration nominalLength() {
    return switch (this) {
      case Rolling(Duration length) -> length;
      case Calendar(_, Period period, _) ->
          Duration.ofDays(365L * period.getYears() + 30L * period.getMonths() + period.getDays());
    };
  }
}
