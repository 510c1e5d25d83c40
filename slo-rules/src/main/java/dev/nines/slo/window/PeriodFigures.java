package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Minute;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of a period that is over (or of what has closed of it), from minutes read back: for
/// reports and for answers as of an instant. The same counts as running sums have of a window of
/// those bounds.
///
/// @param fromMinute the first epoch minute
/// @param toMinute the epoch minute behind the last that is judged
/// @param expectedFrom the first minute in which measurement is expected, that of the onboarding
/// @param excluded minutes that do not count
public record PeriodFigures(
    long fromMinute, long toMinute, long expectedFrom, MinuteRanges excluded) {

  /// The figures of one series.
  ///
  /// @param minutes in any order; those of which nothing is known may be missing
  public Figures of(BudgetingMethod method, List<Minute> minutes, List<Interval> intervals) {
    List<Minute> counting =
        minutes.stream().filter(each -> each.observed() && counts(each.epochMinute())).toList();
    Optional<Slicing> slicing = Slicing.of(method);
    return slicing.isPresent()
        ? slices(slicing.get(), counting)
        : events(
            counting,
            intervals.stream()
                .filter(each -> each.fromMinute() >= fromMinute)
                .filter(each -> each.toMinuteExclusive() <= toMinute)
                .filter(
                    each -> !excluded.containsAll(each.fromMinute(), each.toMinuteExclusive() - 1))
                .toList());
  }

  /// How much of the total of one series was counted before a minute: of events those of earlier
  /// minutes (an interval lies in its last one), of slices those that begin earlier.
  public long totalBefore(
      long minute, BudgetingMethod method, List<Minute> minutes, List<Interval> intervals) {
    int slice = Slicing.of(method).map(Slicing::minutes).orElse(1);
    long whole = fromMinute + Math.ceilDiv(minute - fromMinute, (long) slice) * slice;
    long to = Math.clamp(whole, fromMinute, toMinute);
    return new PeriodFigures(fromMinute, to, expectedFrom, excluded)
        .of(method, minutes, intervals)
        .total();
  }

  private boolean counts(long minute) {
    return minute >= fromMinute && minute < toMinute && !excluded.contains(minute);
  }

  /// Minutes that count and should have been measured.
  private int expected() {
    long first = Math.max(fromMinute, expectedFrom);
    return Math.toIntExact(
        Math.max(0, toMinute - first) - excluded.count(first, Math.max(first, toMinute)));
  }

  private Figures events(List<Minute> minutes, List<Interval> intervals) {
    long good = 0;
    long bad = 0;
    long doubtful = 0;
    int idle = 0;
    for (Minute minute : minutes) {
      good += minute.good();
      bad += minute.bad();
      doubtful += minute.doubtful();
      idle += minute.total() == 0 ? 1 : 0;
    }
    for (Interval interval : intervals) {
      good += interval.good();
      bad += interval.bad();
      doubtful += interval.doubtful();
    }
    return new Figures(
        good, bad, doubtful, minutes.size(), idle, Math.max(expected(), minutes.size()));
  }

  private Figures slices(Slicing slicing, List<Minute> minutes) {
    int count = Math.toIntExact(Math.ceilDiv(toMinute - fromMinute, (long) slicing.minutes()));
    @Nullable Slice[] slices = new @Nullable Slice[Math.max(0, count)];
    for (Minute minute : minutes) {
      int number = (int) ((minute.epochMinute() - fromMinute) / slicing.minutes());
      Slice slice = slices[number];
      if (slice == null) {
        slice = new Slice();
        slices[number] = slice;
      }
      slice.add(minute);
    }
    Figures sum = new Figures(0, 0, 0, 0, 0, 0);
    for (int number = 0; number < slices.length; number++) {
      Slice slice = slices[number];
      if (slice != null) {
        long from = fromMinute + (long) number * slicing.minutes();
        long to = Math.min(from + slicing.minutes(), toMinute);
        sum = sum.plus(slice.judge(slicing, (int) (to - from - excluded.count(from, to))));
      }
    }
    int expected = Math.max(expected(), sum.measuredMinutes());
    return new Figures(
        sum.good(), sum.bad(), sum.doubtful(), sum.measuredMinutes(), sum.idleMinutes(), expected);
  }

  private static final class Slice {
    private long good;
    private long bad;
    private long doubtful;
    private int measured;

    void add(Minute minute) {
      good += minute.good();
      bad += minute.bad();
      doubtful += minute.doubtful();
      measured++;
    }

    Figures judge(Slicing slicing, int expected) {
      Slicing.Outcome outcome = slicing.judge(good, bad, doubtful, measured, expected);
      return new Figures(
          outcome.good(), outcome.bad(), outcome.doubtful(), outcome.measured(), outcome.idle(), 0);
    }
  }
}
