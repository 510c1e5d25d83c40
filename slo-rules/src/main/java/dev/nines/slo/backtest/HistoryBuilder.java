package dev.nines.slo.backtest;

import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.Minute;
import dev.nines.slo.sli.Contribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Gathers contributions as the engine does: an increase belongs to the minute in which it was
/// read, unless the reading before is so long ago that only an interval is known.
public final class HistoryBuilder {
  private static final Duration LONGEST_PLAIN_GAP = Duration.ofSeconds(75);

  private final long fromMinute;
  private final long[] good;
  private final long[] bad;
  private final long[] doubtful;
  private final BitSet observed = new BitSet();
  private final List<Interval> intervals = new ArrayList<>();

  /// @param fromMinute the first epoch minute
  /// @param toMinute the epoch minute after the last
  public HistoryBuilder(long fromMinute, long toMinute) {
    this.fromMinute = fromMinute;
    int size = Math.toIntExact(toMinute - fromMinute);
    good = new long[size];
    bad = new long[size];
    doubtful = new long[size];
  }

  /// Takes what a reading added. What lies outside of the time that is gathered is left out.
  public void add(Contribution contribution) {
    long minute = Math.floorDiv(contribution.at().getEpochSecond(), 60L);
    if (minute < fromMinute || minute >= fromMinute + good.length) {
      return;
    }
    Duration gap = Duration.between(contribution.since(), contribution.at());
    if (gap.compareTo(LONGEST_PLAIN_GAP) > 0) {
      intervals.add(
          new Interval(
              Math.floorDiv(contribution.since().getEpochSecond(), 60L),
              minute + 1,
              contribution.good(),
              contribution.bad(),
              contribution.doubtful()));
      return;
    }
    int at = (int) (minute - fromMinute);
    good[at] += contribution.good();
    bad[at] += contribution.bad();
    doubtful[at] += contribution.doubtful();
    observed.set(at);
  }

  /// What was gathered.
  public History build() {
    return build(0);
  }

  /// What was gathered from the first minute on that was observed: nobody expects minutes before.
  public History buildFromFirstObserved() {
    return build(Math.max(0, observed.nextSetBit(0)));
  }

  private History build(int first) {
    List<Minute> minutes =
        IntStream.range(first, good.length)
            .mapToObj(
                i -> new Minute(fromMinute + i, good[i], bad[i], doubtful[i], observed.get(i)))
            .toList();
    return new History(fromMinute + first, minutes, intervals);
  }
}
