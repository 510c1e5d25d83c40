package dev.nines.slo.window;

import dev.nines.slo.ledger.MinuteColumns;
import java.util.BitSet;

/// The sums of one window for one group of series, as columns; those of bad and doubtful events
/// only once there are any.
final class GroupSums {
  private static final long[] ZEROS = new long[MinuteColumns.GROUP_SIZE];

  private final long[] good = new long[MinuteColumns.GROUP_SIZE];
  private long[] bad = ZEROS;
  private long[] doubtful = ZEROS;
  private boolean hasBad;
  private boolean hasDoubtful;
  private final int[] measured = new int[MinuteColumns.GROUP_SIZE];
  private final int[] idle = new int[MinuteColumns.GROUP_SIZE];

  long good(int index) {
    return good[index];
  }

  long bad(int index) {
    return bad[index];
  }

  long doubtful(int index) {
    return doubtful[index];
  }

  /// All valid events at an index.
  long total(int index) {
    return good[index] + bad[index] + doubtful[index];
  }

  int measured(int index) {
    return measured[index];
  }

  int idle(int index) {
    return idle[index];
  }

  /// Adds counts and minutes, or takes them away.
  void add(
      int index, long moreGood, long moreBad, long moreDoubtful, int moreMeasured, int moreIdle) {
    good[index] += moreGood;
    if (moreBad != 0) {
      writableBad()[index] += moreBad;
    }
    if (moreDoubtful != 0) {
      writableDoubtful()[index] += moreDoubtful;
    }
    measured[index] += moreMeasured;
    idle[index] += moreIdle;
  }

  /// Adds the part of a minute that is not excluded, or takes it away.
  void apply(MinuteColumns minute, int sign, BitSet excluded) {
    if (excluded.isEmpty()) {
      apply(minute, sign);
      return;
    }
    for (int i = excluded.nextClearBit(0); i < minute.size(); i = excluded.nextClearBit(i + 1)) {
      if (minute.observed(i)) {
        boolean idleMinute = (minute.good(i) | minute.bad(i) | minute.doubtful(i)) == 0;
        add(
            i,
            sign * minute.good(i),
            sign * minute.bad(i),
            sign * minute.doubtful(i),
            sign,
            idleMinute ? sign : 0);
      }
    }
  }

  private void apply(MinuteColumns minute, int sign) {
    int size = minute.size();
    for (int i = 0; i < size; i++) {
      good[i] += sign * minute.good(i);
    }
    if (minute.hasBad()) {
      long[] sums = writableBad();
      for (int i = 0; i < size; i++) {
        sums[i] += sign * minute.bad(i);
      }
    }
    if (minute.hasDoubtful()) {
      long[] sums = writableDoubtful();
      for (int i = 0; i < size; i++) {
        sums[i] += sign * minute.doubtful(i);
      }
    }
    for (int i = 0; i < size; i++) {
      if (minute.observed(i)) {
        measured[i] += sign;
        idle[i] += (minute.good(i) | minute.bad(i) | minute.doubtful(i)) == 0 ? sign : 0;
      }
    }
  }

  /// A copy that may go its own way.
  GroupSums copy() {
    var copy = new GroupSums();
    copy.addAll(this);
    return copy;
  }

  private void addAll(GroupSums other) {
    for (int i = 0; i < MinuteColumns.GROUP_SIZE; i++) {
      set(i, other.good[i], other.bad[i], other.doubtful[i], other.measured[i], other.idle[i]);
    }
  }

  /// Sets the sums of one series.
  void set(
      int index,
      long goodSum,
      long badSum,
      long doubtfulSum,
      int measuredMinutes,
      int idleMinutes) {
    good[index] = goodSum;
    if (badSum != 0) {
      writableBad()[index] = badSum;
    }
    if (doubtfulSum != 0) {
      writableDoubtful()[index] = doubtfulSum;
    }
    measured[index] = measuredMinutes;
    idle[index] = idleMinutes;
  }

  private long[] writableBad() {
    if (!hasBad) {
      bad = new long[MinuteColumns.GROUP_SIZE];
      hasBad = true;
    }
    return bad;
  }

  private long[] writableDoubtful() {
    if (!hasDoubtful) {
      doubtful = new long[MinuteColumns.GROUP_SIZE];
      hasDoubtful = true;
    }
    return doubtful;
  }
}
