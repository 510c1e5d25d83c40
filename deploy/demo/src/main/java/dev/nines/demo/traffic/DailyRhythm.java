package dev.nines.demo.traffic;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// How busy a tenant's people are: most in the early afternoon of a working day where they live,
/// least at night, and quieter at the weekend.
public final class DailyRhythm {

  private static final double NIGHT = 0.45;
  private static final double WEEKEND = 0.7;
  private static final double BUSIEST_HOUR = 14;
  private static final double WIDTH_HOURS = 4.5;
  private static final double HOURS_A_DAY = 24;
  private static final double MINUTES_AN_HOUR = 60;

  private DailyRhythm() {}

  /// The rate of requests as a share of the busiest, in (0, 1].
  public static double shareOfPeak(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    double hour = local.getHour() + local.getMinute() / MINUTES_AN_HOUR;
    double away = Math.abs(hour - BUSIEST_HOUR);
    double nearest = Math.min(away, HOURS_A_DAY - away) / WIDTH_HOURS;
    double ofDay = NIGHT + (1 - NIGHT) * Math.exp(-nearest * nearest / 2);
    return isWeekend(local.getDayOfWeek()) ? WEEKEND * ofDay : ofDay;
  }

  private static boolean isWeekend(DayOfWeek day) {
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
