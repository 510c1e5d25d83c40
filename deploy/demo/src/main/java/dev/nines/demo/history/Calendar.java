package dev.nines.demo.history;

import dev.nines.demo.history.Incident.Kind;
import dev.nines.slo.model.TenantId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/// When the invented past begins, and what happened in it: enough for promises over 30 days, which
/// takes in all of the last whole ISO week, up to now.
///
/// @param fromMinute its first minute, since 1970
/// @param toMinute the minute that runs now, which is not part of it
/// @param incidents what went wrong
/// @param gapFrom the first minute of a gap in which nobody measured
/// @param gapTo the first minute after the gap
record Calendar(
    long fromMinute, long toMinute, List<Incident> incidents, long gapFrom, long gapTo) {

  /// A window of 30 days, and one to spare.
  static final int DAYS = 31;

  private static final int SECONDS_PER_MINUTE = 60;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  static Calendar before(Instant now) {
    ZonedDateTime monday =
        now.atZone(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(1);
    long outage = minuteOf(monday, DayOfWeek.TUESDAY, LocalTime.of(10, 42), BERLIN);
    long slowness = minuteOf(monday, DayOfWeek.THURSDAY, LocalTime.of(16, 5), MADRID);
    long gap = minuteOf(monday, DayOfWeek.SATURDAY, LocalTime.of(3, 10), ZoneOffset.UTC);
    return new Calendar(
        minute(now.minus(DAYS, ChronoUnit.DAYS)),
        minute(now),
        List.of(
            new Incident(new TenantId("northwind"), Kind.DATABASE_DOWN, outage, outage + 12),
            new Incident(new TenantId("solara"), Kind.SLOW_QUERIES, slowness, slowness + 95)),
        gap,
        gap + 14);
  }

  boolean measured(long minute) {
    return minute < gapFrom || minute >= gapTo;
  }

  /// Asked for every minute of every series, so a plain loop.
  Optional<Kind> incident(TenantId tenant, long minute) {
    for (Incident each : incidents) {
      if (each.hits(tenant, minute)) {
        return Optional.of(each.kind());
      }
    }
    return Optional.empty();
  }

  static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_MINUTE);
  }

  static Instant start(long minute) {
    return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
  }

  private static long minuteOf(ZonedDateTime monday, DayOfWeek day, LocalTime time, ZoneId zone) {
    return minute(
        monday
            .toLocalDate()
            .with(TemporalAdjusters.nextOrSame(day))
            .atTime(time)
            .atZone(zone)
            .toInstant());
  }
}
