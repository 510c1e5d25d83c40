package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.MinuteColumns;
import java.util.List;

/// The sums of one series over all windows, as they are now: what is the same for every window is
/// looked up once. To be let go of before the sums change. Made by [RunningSums#of].
public final class SeriesSums {
  private final List<WindowSums> windows;
  private final List<SliceSums> slices;
  private final IntervalSums intervals;
  private final OpenMinutes open;
  private final MinuteRanges excluded;
  private final int series;
  private final int group;
  private final int index;
  private final long expectedFrom;
  private final int observedOpen;

  SeriesSums(
      WindowSet set,
      IntervalSums intervals,
      OpenMinutes open,
      MinuteRanges excluded,
      int series,
      long expectedFrom) {
    this.windows = set.events();
    this.slices = set.slices();
    this.intervals = intervals;
    this.open = open;
    this.excluded = excluded;
    this.series = series;
    this.group = MinuteColumns.groupOf(series);
    this.index = MinuteColumns.indexOf(series);
    this.expectedFrom = expectedFrom;
    this.observedOpen = open.observed(series);
  }

  /// The counts over a window that ends now.
  ///
  /// @param number of the measure
  public Figures figures(int number) {
    if (number >= windows.size()) {
      SliceSums sums = slices.get(number - windows.size());
      return sums.figures(group, index, expected(sums.from(), sums.until(), sums.measure()));
    }
    WindowSums sums = windows.get(number);
    int expected = expected(sums.from(), sums.until(), sums.measure());
    IntervalSums.Totals gaps = intervals.totals(number, series);
    if (!sums.hasGroup(group)) {
      return new Figures(gaps.good, gaps.bad, gaps.doubtful, 0, 0, expected);
    }
    GroupSums minutes = sums.group(group);
    return new Figures(
        minutes.good(index) + gaps.good,
        minutes.bad(index) + gaps.bad,
        minutes.doubtful(index) + gaps.doubtful,
        minutes.measured(index),
        minutes.idle(index),
        Math.max(expected, minutes.measured(index)));
  }

  /// Whether the counts are quiet, see [Figures#isQuiet]: the same answer without making them,
  /// because most are nearly always.
  ///
  /// @param number of the measure
  public boolean isQuiet(int number) {
    if (number >= windows.size() || !windows.get(number).hasGroup(group)) {
      return figures(number).isQuiet();
    }
    WindowSums sums = windows.get(number);
    GroupSums minutes = sums.group(group);
    IntervalSums.Totals gaps = intervals.totals(number, series);
    return minutes.bad(index) + gaps.bad == 0
        && minutes.doubtful(index) + gaps.doubtful == 0
        && minutes.good(index) + gaps.good > 0
        && minutes.measured(index) >= expected(sums.from(), sums.until(), sums.measure());
  }

  /// In how many minutes of `[from, until)` it should have been measured.
  private int expected(long from, long until, Measure measure) {
    long first = Math.max(from, expectedFrom);
    boolean excludes = measure.basis() == Measure.Basis.CONTRACTUAL && !excluded.isEmpty();
    if (excludes || until != Long.MAX_VALUE || first > open.closedUntil()) {
      return open.expected(series, first, until, excludes ? excluded : MinuteRanges.EMPTY);
    }
    return Math.toIntExact(open.closedUntil() - first) + observedOpen; // nearly always
  }
}
