package dev.nines.slo.exclusion;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/// The occurrences of recurring exclusions.
final class Recurrence {
  /// A rule that has this many occurrences in a year and a bit is a mistake.
  private static final int MOST = 100_000;

  private Recurrence() {}

  /// @throws IllegalArgumentException if a rule is none of RFC 5545, or one that never occurs after
  ///   a start, or whose `UNTIL` is no instant in UTC
  static void check(String rule, LocalDateTime start, ZoneId zone) {
    if (!parsed(rule).iterator(first(start, zone)).hasNext()) {
      throw new IllegalArgumentException("'%s' never occurs".formatted(rule));
    }
  }

  private static RecurrenceRule parsed(String rule) {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(
          "'%s' is no recurrence rule: %s".formatted(rule, e.getMessage()), e);
    }
  }

  /// The occurrences that touch `[from, to)`, in order. A local begin that the clocks skip is read
  /// with the offset before, one that they pass twice is the earlier, as RFC 5545 has it.
  static List<Schedule.Once> within(Schedule.Recurring schedule, Instant from, Instant to) {
    var found = new ArrayList<Schedule.Once>();
    RecurrenceRuleIterator occurrences =
        parsed(schedule.rule()).iterator(first(schedule.start(), schedule.zone()));
    occurrences.fastForward(from.minus(schedule.duration()).toEpochMilli());
    for (int i = 0; i < MOST && hasNext(occurrences); i++) {
      LocalDateTime local = local(occurrences.nextDateTime());
      Instant begin = local.atZone(schedule.zone()).toInstant();
      if (!begin.isBefore(to)) {
        break;
      }
      Instant end = begin.plus(schedule.duration());
      if (end.isAfter(from) && !schedule.except().contains(local.toLocalDate())) {
        found.add(new Schedule.Once(begin, end));
      }
    }
    return found;
  }

  /// Whether a rule occurs once more; one that is searched for too long does not.
  private static boolean hasNext(RecurrenceRuleIterator occurrences) {
    try {
      return occurrences.hasNext();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static LocalDateTime local(DateTime each) {
    return LocalDateTime.of(
        each.getYear(),
        each.getMonth() + 1,
        each.getDayOfMonth(),
        each.getHours(),
        each.getMinutes(),
        each.getSeconds());
  }

  private static DateTime first(LocalDateTime local, ZoneId zone) {
    return new DateTime(
        TimeZone.getTimeZone(zone),
        local.getYear(),
        local.getMonthValue() - 1,
        local.getDayOfMonth(),
        local.getHour(),
        local.getMinute(),
        local.getSecond());
  }
}
