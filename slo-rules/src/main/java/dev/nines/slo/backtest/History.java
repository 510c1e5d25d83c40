package dev.nines.slo.backtest;

import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.Minute;
import dev.nines.slo.window.Figures;
import java.util.List;

/// What was counted for one objective and one group, minute by minute; sums over any window at the
/// same cost. Immutable.
public final class History {
  private final long fromMinute;
  private final long[] good;
  private final long[] bad;
  private final long[] doubtful;
  private final int[] measured;
  private final int[] idle;
  private final List<Interval> intervals;

  /// @param fromMinute the first epoch minute
  /// @param minutes one after the other, without holes
  /// @param intervals events of which only an interval is known
  public History(long fromMinute, List<Minute> minutes, List<Interval> intervals) {
    this.fromMinute = fromMinute;
    this.intervals = List.copyOf(intervals);
    int size = minutes.size() + 1;
    good = new long[size];
    bad = new long[size];
    doubtful = new long[size];
    measured = new int[size];
    idle = new int[size];
    for (int i = 0; i < minutes.size(); i++) {
      Minute minute = minutes.get(i);
      if (minute.epochMinute() != fromMinute + i) {
        throw new IllegalArgumentException(
            "minute %d stands at the place of %d".formatted(minute.epochMinute(), fromMinute + i));
      }
      good[i + 1] = good[i] + minute.good();
      bad[i + 1] = bad[i] + minute.bad();
      doubtful[i + 1] = doubtful[i] + minute.doubtful();
      measured[i + 1] = measured[i] + (minute.observed() ? 1 : 0);
      idle[i + 1] = idle[i] + (minute.observed() && minute.total() == 0 ? 1 : 0);
    }
  }

  /// The first epoch minute.
  public long fromMinute() {
    return fromMinute;
  }

  /// The epoch minute after the last.
  public long toMinute() {
    return fromMinute + good.length - 1;
  }

  /// What was counted in the minutes before `endMinute`, so many of them. An interval counts if the
  /// window contains all of it.
  public Figures figures(long endMinute, long windowMinutes) {
    int to = index(endMinute);
    int from = index(endMinute - windowMinutes);
    long goods = good[to] - good[from];
    long bads = bad[to] - bad[from];
    long doubtfuls = doubtful[to] - doubtful[from];
    for (Interval interval : intervals) {
      if (interval.fromMinute() >= endMinute - windowMinutes
          && interval.toMinuteExclusive() <= endMinute) {
        goods += interval.good();
        bads += interval.bad();
        doubtfuls += interval.doubtful();
      }
    }
    return new Figures(
        goods, bads, doubtfuls, measured[to] - measured[from], idle[to] - idle[from], to - from);
  }

  /// How much of what [#figures] counts was counted before a minute; of an interval its last minute
  /// says.
  long totalBefore(long endMinute, long windowMinutes, long minute) {
    long from = endMinute - windowMinutes;
    long to = Math.clamp(minute, from, endMinute);
    return figures(to, to - from).total();
  }

  private int index(long minute) {
    return Math.toIntExact(Math.clamp(minute - fromMinute, 0, good.length - 1L));
  }
}
