package dev.nines.dashboards.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A week by ISO 8601: it begins on Monday, and week 1 is the one with the year's first Thursday.
///
/// @param year the week-based year
/// @param week from 1 to 52, in some years 53
public record ReportWeek(int year, int week) {
  private static final Pattern TEXT = Pattern.compile("(\\d{4})-W(\\d{2})");

  public ReportWeek {
    if (week < 1 || week > weeksIn(year)) {
      throw new IllegalArgumentException("%d has no week %d".formatted(year, week));
    }
  }

  /// Reads `2026-W47`; empty if it is not a week.
  public static Optional<ReportWeek> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(matcher.group(1));
    int week = Integer.parseInt(matcher.group(2));
    return week >= 1 && week <= weeksIn(year)
        ? Optional.of(new ReportWeek(year, week))
        : Optional.empty();
  }

  /// The last week that was over at an instant.
  public static ReportWeek lastBefore(Instant now, ZoneId zone) {
    LocalDate day = now.atZone(zone).toLocalDate().minusWeeks(1);
    return new ReportWeek(
        day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static long weeksIn(int year) {
    return IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(LocalDate.of(year, 7, 1)).getMaximum();
  }

  /// Its Monday.
  public LocalDate monday() {
    return LocalDate.of(year, 1, 4).with(DayOfWeek.MONDAY).plus(week - 1L, ChronoUnit.WEEKS);
  }

  /// From Monday 00:00 to the next Monday 00:00 in a zone: 168 hours, or 167 or 169 when the clocks
  /// change.
  public ReportPeriod in(ZoneId zone) {
    return ReportPeriod.ofDays(monday(), monday().plusWeeks(1), zone);
  }

  /// `2026-W47`.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%04d-W%02d", year, week);
  }
}
