package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The figures of a window by adding up all entries there ever were, as plainly as can be.
///
/// @param entries everything that was accepted of one series
/// @param newestMinute nothing is known of later ones
/// @param excluded the excluded minutes of the series
/// @param currentMinute the minute that runs
/// @param closedUntil the first minute that is not closed
/// @param onboardedAt since when minutes are expected
record NaiveSums(
    List<Entry> entries,
    long newestMinute,
    MinuteRanges excluded,
    long currentMinute,
    long closedUntil,
    Instant onboardedAt) {

  /// The counts of one minute.
  private record Counts(long good, long bad, long doubtful) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(long moreGood, long moreBad, long moreDoubtful) {
      return new Counts(good + moreGood, bad + moreBad, doubtful + moreDoubtful);
    }

    Counts plus(Counts other) {
      return plus(other.good, other.bad, other.doubtful);
    }

    long total() {
      return good + bad + doubtful;
    }
  }

  private record Bounds(long from, long until) {}

  Figures figures(Measure measure) {
    return figures(measure, Long.MAX_VALUE);
  }

  /// What was counted before a minute: of events those of minutes and intervals that ended before
  /// it, of slices those that began before it.
  long totalBefore(Measure measure, long minute) {
    return figures(measure, minute).total();
  }

  private Figures figures(Measure measure, long stop) {
    boolean raw = measure.basis() == Measure.Basis.RAW;
    MinuteRanges left = raw ? MinuteRanges.EMPTY : excluded;
    return switch (measure.method()) {
      case BudgetingMethod.Occurrences _ -> events(bounds(measure.window(), 1), left, stop);
      case BudgetingMethod.Timeslices(BigDecimal target, Duration slice) ->
          slices(
              bounds(measure.window(), slice.toMinutes()), slice.toMinutes(), target, left, stop);
      case BudgetingMethod.RatioTimeslices(Duration slice) ->
          slices(bounds(measure.window(), slice.toMinutes()), slice.toMinutes(), null, left, stop);
    };
  }

  private Bounds bounds(BudgetWindow window, long slice) {
    return switch (window) {
      case BudgetWindow.Rolling(Duration length) -> {
        long running = Math.floorDiv(currentMinute, slice) * slice;
        long slices = Math.ceilDiv(length.toMinutes(), slice);
        yield new Bounds(running - slices * slice, Long.MAX_VALUE);
      }
      case BudgetWindow.Calendar calendar -> calendarBounds(calendar);
    };
  }

  /// Walks from period to period, beginning not long before the one that runs.
  private Bounds calendarBounds(BudgetWindow.Calendar calendar) {
    long daysSince = currentMinute / 1440 - calendar.start().toLocalDate().toEpochDay();
    long longest = 31 * calendar.period().toTotalMonths() + calendar.period().getDays();
    int first = Math.toIntExact(Math.max(0, daysSince / longest - 2));
    LocalDateTime begin = calendar.start().plus(calendar.period().multipliedBy(first));
    for (int i = first + 1; ; i++) {
      LocalDateTime next = calendar.start().plus(calendar.period().multipliedBy(i));
      long from = minuteOf(begin, calendar);
      long until = minuteOf(next, calendar);
      if (currentMinute >= from && currentMinute < until) {
        return new Bounds(from, until);
      }
      begin = next;
    }
  }

  private static long minuteOf(LocalDateTime local, BudgetWindow.Calendar calendar) {
    return Math.ceilDiv(local.atZone(calendar.zone()).toInstant().getEpochSecond(), 60);
  }

  private NavigableMap<Long, Counts> minutes(Bounds bounds, MinuteRanges left) {
    var minutes = new TreeMap<Long, Counts>();
    for (Entry entry : entries) {
      long minute = entry.epochMinute();
      boolean within = minute >= bounds.from && minute < bounds.until;
      if (!entry.isInterval() && within && !left.contains(minute)) {
        minutes.merge(
            minute, Counts.NONE.plus(entry.good(), entry.bad(), entry.doubtful()), Counts::plus);
      }
    }
    return minutes;
  }

  private boolean isExpected(long minute, NavigableMap<Long, Counts> minutes, MinuteRanges left) {
    return !left.contains(minute) && (minute < closedUntil || minutes.containsKey(minute));
  }

  private int expected(Bounds bounds, NavigableMap<Long, Counts> minutes, MinuteRanges left) {
    int expected = 0;
    long onboarded = Math.ceilDiv(onboardedAt.getEpochSecond(), 60L);
    long first = Math.max(bounds.from, onboarded);
    for (long minute = first; minute <= newestMinute && minute < bounds.until; minute++) {
      expected += isExpected(minute, minutes, left) ? 1 : 0;
    }
    return expected;
  }

  private Figures events(Bounds bounds, MinuteRanges left, long stop) {
    NavigableMap<Long, Counts> minutes = minutes(bounds, left).headMap(stop, false);
    Counts sum = minutes.values().stream().reduce(Counts.NONE, Counts::plus);
    for (Entry entry : entries) {
      boolean within = entry.firstMinute() >= bounds.from && entry.epochMinute() < bounds.until;
      if (entry.isInterval()
          && within
          && entry.epochMinute() < stop
          && !left.containsAll(entry.firstMinute(), entry.epochMinute())) {
        sum = sum.plus(entry.good(), entry.bad(), entry.doubtful());
      }
    }
    int idle = (int) minutes.values().stream().filter(each -> each.total() == 0).count();
    int expected = Math.max(expected(bounds, minutes, left), minutes.size());
    return new Figures(sum.good, sum.bad, sum.doubtful, minutes.size(), idle, expected);
  }

  private Figures slices(
      Bounds bounds, long length, BigDecimal target, MinuteRanges left, long stop) {
    NavigableMap<Long, Counts> minutes = minutes(bounds, left);
    Figures sum = new Figures(0, 0, 0, 0, 0, 0);
    long until = Math.min(bounds.until, stop);
    long from = bounds.from;
    // slices in which nothing was measured are nothing
    List<Long> begun =
        minutes.keySet().stream()
            .map(minute -> from + (minute - from) / length * length)
            .distinct()
            .filter(slice -> slice <= newestMinute && slice < until)
            .toList();
    for (long slice : begun) {
      long end = Math.min(slice + length, bounds.until);
      NavigableMap<Long, Counts> inside = minutes.subMap(slice, true, end, false);
      int expectedMinutes = 0;
      for (long minute = slice; minute < end; minute++) {
        expectedMinutes += isExpected(minute, minutes, left) ? 1 : 0;
      }
      sum = plus(sum, slice(inside, expectedMinutes, target));
    }
    int expected = Math.max(expected(bounds, minutes, left), sum.measuredMinutes());
    return new Figures(
        sum.good(), sum.bad(), sum.doubtful(), sum.measuredMinutes(), sum.idleMinutes(), expected);
  }

  private static Figures plus(Figures one, Figures other) {
    return new Figures(
        one.good() + other.good(),
        one.bad() + other.bad(),
        one.doubtful() + other.doubtful(),
        one.measuredMinutes() + other.measuredMinutes(),
        one.idleMinutes() + other.idleMinutes(),
        0);
  }

  private static Figures slice(
      NavigableMap<Long, Counts> minutes, int expectedMinutes, BigDecimal target) {
    Counts sum = minutes.values().stream().reduce(Counts.NONE, Counts::plus);
    int measured = minutes.size();
    if (sum.total() == 0) {
      return new Figures(0, 0, 0, measured, measured, 0);
    }
    if (target == null) {
      long good = share(sum.good, sum.total());
      long bad = sum.doubtful == 0 ? Figures.RATIO_SLICE - good : share(sum.bad, sum.total());
      return new Figures(good, bad, Figures.RATIO_SLICE - good - bad, measured, 0, 0);
    }
    BigDecimal needed = target.multiply(big(sum.total())).multiply(big(expectedMinutes));
    BigDecimal atWorst = big(sum.good).multiply(big(measured));
    BigDecimal atBest =
        big(sum.good + sum.doubtful)
            .multiply(big(measured))
            .add(big(sum.total()).multiply(big(expectedMinutes - measured)));
    if (atWorst.compareTo(needed) >= 0) {
      return new Figures(1, 0, 0, measured, 0, 0);
    }
    if (atBest.compareTo(needed) < 0) {
      return new Figures(0, 1, 0, measured, 0, 0);
    }
    return sum.doubtful > 0 ? new Figures(0, 0, 1, measured, 0, 0) : new Figures(0, 0, 0, 0, 0, 0);
  }

  private static long share(long part, long total) {
    return big(part)
        .multiply(big(Figures.RATIO_SLICE))
        .divide(big(total), 0, RoundingMode.DOWN)
        .longValueExact();
  }

  private static BigDecimal big(long number) {
    return BigDecimal.valueOf(number);
  }
}
