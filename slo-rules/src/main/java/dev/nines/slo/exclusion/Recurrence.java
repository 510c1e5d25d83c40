package dev.nines.slo.exclusion;

import java.time.Instant;
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

  /// @throws IllegalArgumentException if a rule is none of RFC 5545
  static void check(String rule) {
    parsed(rule);
  }

  private static RecurrenceRule parsed(String rule) {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(
          "'%s' is no recurrence rule: %s".formatted(rule, e.getMessage()), e);
    }
  }

  /// The occurrences that touch `[from, to)`, in order.
  static List<Schedule.Once> within(Schedule.Recurring schedule, Instant from, Instant to) {
    var found = new ArrayList<Schedule.Once>();
    RecurrenceRuleIterator occurrences = parsed(schedule.rule()).iterator(first(schedule));
    occurrences.fastForward(from.minus(schedule.duration()).toEpochMilli());
    for (int i = 0; i < MOST && occurrences.hasNext(); i++) {
      Instant begin = Instant.ofEpochMilli(occurrences.nextMillis());
      if (!begin.isBefore(to)) {
        break;
      }
      Instant end = begin.plus(schedule.duration());
      if (end.isAfter(from)) {
        found.add(new Schedule.Once(begin, end));
      }
    }
    return found;
  }

  private static DateTime first(Schedule.Recurring schedule) {
    var local = schedule.start();
    return new DateTime(
        TimeZone.getTimeZone(schedule.zone()),
        local.getYear(),
        local.getMonthValue() - 1,
        local.getDayOfMonth(),
        local.getHour(),
        local.getMinute(),
        local.getSecond());
  }
}
