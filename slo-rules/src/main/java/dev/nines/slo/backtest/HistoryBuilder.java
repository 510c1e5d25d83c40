package dev.nines.slo.backtest;

import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.Minute;
import dev.nines.slo.sli.Contribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers contributions as the engine does: an increase belongs to the minute in which it was
/// read, unless the reading before is so long ago that only an interval is known.
public final class HistoryBuilder {
  private static final Duration LONGEST_PLAIN_GAP = Duration.ofSeconds(75);

  private final long fromMinute;
  private final Minute[] minutes;
  private final List<Interval> intervals = new ArrayList<>();

  /// @param fromMinute the first epoch minute
  /// @param toMinute the epoch minute after the last
  public HistoryBuilder(long fromMinute, long toMinute) {
    this.fromMinute = fromMinute;
    minutes = new Minute[Math.toIntExact(toMinute - fromMinute)];
    Arrays.setAll(minutes, i -> Minute.unmeasured(fromMinute + i));
  }

  /// Takes what a reading added. What lies outside of the time that is gathered is left out.
  public void add(Contribution contribution) {
    long minute = Math.floorDiv(contribution.at().getEpochSecond(), 60L);
    if (minute < fromMinute || minute >= fromMinute + minutes.length) {
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
    Minute sum = minutes[at];
    minutes[at] =
        new Minute(
            minute,
            sum.good() + contribution.good(),
            sum.bad() + contribution.bad(),
            sum.doubtful() + contribution.doubtful(),
            true);
  }

  /// What was gathered.
  public History build() {
    return new History(fromMinute, Arrays.asList(minutes), intervals);
  }
}
