package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.MinuteColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the minutes that are not closed yet have been so far: a minute becomes measured with its
/// first entry, and stops being idle with the first one that counts any event.
final class OpenMinutes {
  /// In the order of time; there are only a few, and they are walked through for each figure.
  private final List<States> minutes = new ArrayList<>();

  private long closedUntil;

  private record States(long minute, BitSet observed, BitSet active) {}

  /// What one entry changed.
  enum Change {
    /// Observed for the first time, without events.
    TO_IDLE(1, 1),
    /// Observed for the first time, with events.
    TO_ACTIVE(1, 0),
    /// Idle until now.
    IDLE_TO_ACTIVE(0, -1),
    NONE(0, 0);

    final int measured;
    final int idle;

    Change(int measured, int idle) {
      this.measured = measured;
      this.idle = idle;
    }
  }

  /// @param closedUntil the first minute that is open
  OpenMinutes(long closedUntil) {
    this.closedUntil = closedUntil;
  }

  /// Those that the ledger has.
  ///
  /// @param newestMinute nothing is known of later ones
  static OpenMinutes restored(long closedUntil, long newestMinute, ColumnReader ledger) {
    var restored = new OpenMinutes(closedUntil);
    for (long minute = closedUntil; minute <= newestMinute; minute++) {
      restored.restore(minute, ledger);
    }
    return restored;
  }

  Change add(Entry entry) {
    boolean events = entry.good() != 0 || entry.bad() != 0 || entry.doubtful() != 0;
    return add(entry.epochMinute(), entry.series(), events);
  }

  private Change add(long minute, int series, boolean events) {
    States states = states(minute);
    boolean wasObserved = states.observed.get(series);
    boolean wasActive = states.active.get(series);
    states.observed.set(series);
    if (events) {
      states.active.set(series);
    }
    if (!wasObserved) {
      return events ? Change.TO_ACTIVE : Change.TO_IDLE;
    }
    return events && !wasActive ? Change.IDLE_TO_ACTIVE : Change.NONE;
  }

  private States states(long minute) {
    int at = minutes.size();
    while (at > 0 && minutes.get(at - 1).minute >= minute) {
      at--;
    }
    if (at == minutes.size() || minutes.get(at).minute != minute) {
      minutes.add(at, new States(minute, new BitSet(), new BitSet()));
    }
    return minutes.get(at);
  }

  private void restore(long minute, ColumnReader ledger) {
    var columns = new MinuteColumns();
    for (int group = 0; group < ledger.groups(); group++) {
      ledger.read(minute, group, Long.MAX_VALUE, columns);
      for (int i = 0; i < columns.size(); i++) {
        if (columns.observed(i)) {
          long events = columns.good(i) + columns.bad(i) + columns.doubtful(i);
          add(minute, group * MinuteColumns.GROUP_SIZE + i, events != 0);
        }
      }
    }
  }

  /// Forgets the minutes that have closed.
  void close(long until) {
    closedUntil = until;
    minutes.removeIf(each -> each.minute < until);
  }

  /// The first minute that is open.
  long closedUntil() {
    return closedUntil;
  }

  /// In how many open minutes a series was observed. Restatements are here as well until the next
  /// minute closes.
  int observed(int series) {
    int count = 0;
    for (int i = 0; i < minutes.size(); i++) {
      States each = minutes.get(i);
      count += each.minute >= closedUntil && each.observed.get(series) ? 1 : 0;
    }
    return count;
  }

  /// In how many minutes of `[fromMinute, untilMinute)` a series should have been observed, the
  /// excluded ones left out: in all that have closed, and in those open ones in which it was.
  int expected(int series, long fromMinute, long untilMinute, MinuteRanges excluded) {
    long closed = Math.min(closedUntil, untilMinute);
    long minutesClosed = Math.max(0, closed - fromMinute) - excluded.count(fromMinute, closed);
    return Math.toIntExact(minutesClosed)
        + observed(series, Math.max(fromMinute, closed), untilMinute, excluded);
  }

  private int observed(int series, long fromMinute, long untilMinute, MinuteRanges excluded) {
    int count = 0;
    for (int i = 0; i < minutes.size(); i++) {
      States each = minutes.get(i);
      if (each.minute >= fromMinute
          && each.minute < untilMinute
          && each.observed.get(series)
          && !excluded.contains(each.minute)) {
        count++;
      }
    }
    return count;
  }
}
