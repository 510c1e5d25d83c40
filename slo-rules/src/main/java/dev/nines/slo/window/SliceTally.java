package dev.nines.slo.window;

import dev.nines.slo.ledger.MinuteColumns;
import java.util.Arrays;
import java.util.BitSet;

/// The minutes of one slice of a group of series, added up.
final class SliceTally {
  private final long[] good = new long[MinuteColumns.GROUP_SIZE];
  private final long[] bad = new long[MinuteColumns.GROUP_SIZE];
  private final long[] doubtful = new long[MinuteColumns.GROUP_SIZE];
  private final int[] measured = new int[MinuteColumns.GROUP_SIZE];

  /// How many minutes are expected of a series beyond those that have closed: open ones in which it
  /// was observed, less closed ones that are excluded.
  private final int[] expectedBeyond = new int[MinuteColumns.GROUP_SIZE];

  private int closedMinutes;
  private int size;

  void clear() {
    Arrays.fill(good, 0, size, 0);
    Arrays.fill(bad, 0, size, 0);
    Arrays.fill(doubtful, 0, size, 0);
    Arrays.fill(measured, 0, size, 0);
    Arrays.fill(expectedBeyond, 0);
    closedMinutes = 0;
    size = 0;
  }

  /// @param closed whether the minute is expected also if it was not observed
  void add(MinuteColumns minute, BitSet excluded, boolean closed) {
    size = Math.max(size, minute.size());
    for (int i = minute.nextObserved(0); i >= 0; i = minute.nextObserved(i + 1)) {
      if (!excluded.get(i)) {
        good[i] += minute.good(i);
        bad[i] += minute.bad(i);
        doubtful[i] += minute.doubtful(i);
        measured[i]++;
        expectedBeyond[i] += closed ? 0 : 1;
      }
    }
    if (closed) {
      closedMinutes++;
      excluded.stream().forEach(i -> expectedBeyond[i]--);
    }
  }

  /// Judges the slice of every series and adds the outcomes, or takes them away.
  void judge(Slicing slicing, int sign, GroupSums into) {
    for (int i = 0; i < size; i++) {
      if (measured[i] > 0) {
        Slicing.Outcome outcome =
            slicing.judge(
                good[i], bad[i], doubtful[i], measured[i], closedMinutes + expectedBeyond[i]);
        into.add(
            i,
            sign * outcome.good(),
            sign * outcome.bad(),
            sign * outcome.doubtful(),
            sign * outcome.measured(),
            sign * outcome.idle());
      }
    }
  }
}
