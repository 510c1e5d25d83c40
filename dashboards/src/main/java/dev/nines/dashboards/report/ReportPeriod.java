package dev.nines.dashboards.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/// A stretch of calendar days in a zone, `[start, end)`.
///
/// @param start the first instant
/// @param end the first instant behind it
/// @param zone whose calendar it is
public record ReportPeriod(Instant start, Instant end, ZoneId zone) {

  static ReportPeriod ofDays(LocalDate from, LocalDate to, ZoneId zone) {
    return new ReportPeriod(
        from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant(), zone);
  }

  /// The calendar month in which this period ends.
  ReportPeriod month() {
    LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
    return ofDays(last.withDayOfMonth(1), last.with(TemporalAdjusters.firstDayOfNextMonth()), zone);
  }

  /// The days of it, in order.
  List<ReportPeriod> days() {
    LocalDate first = start.atZone(zone).toLocalDate();
    return first
        .datesUntil(end.atZone(zone).toLocalDate())
        .map(day -> ofDays(day, day.plusDays(1), zone))
        .toList();
  }

  /// What lies after one instant and before another.
  ReportPeriod between(Instant earliest, Instant latest) {
    Instant from = start.isBefore(earliest) ? earliest : start;
    Instant to = end.isAfter(latest) ? latest : end;
    return new ReportPeriod(from, to.isBefore(from) ? from : to, zone);
  }

  /// The epoch minute with which it begins.
  long fromMinute() {
    return Math.ceilDiv(start.getEpochSecond(), 60);
  }

  /// The epoch minute behind its last.
  long toMinute() {
    return Math.max(fromMinute(), Math.floorDiv(end.getEpochSecond(), 60));
  }

  /// How many whole minutes it has.
  public long minutes() {
    return toMinute() - fromMinute();
  }

  /// How many whole hours it has.
  public long hours() {
    return Duration.between(start, end).toHours();
  }
}
