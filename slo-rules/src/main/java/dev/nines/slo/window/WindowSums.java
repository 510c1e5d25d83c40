package dev.nines.slo.window;

import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.MinuteColumns;
import java.util.ArrayList;
import java.util.List;

/// The sums of one window for all series: of every minute from [#from] on, intervals left out.
final class WindowSums {
  private final int lengthMinutes;
  private final List<GroupSums> groups = new ArrayList<>();
  private final MinuteColumns columns = new MinuteColumns();
  private long from;

  WindowSums(int lengthMinutes, long currentMinute) {
    this.lengthMinutes = lengthMinutes;
    this.from = currentMinute - lengthMinutes;
  }

  int lengthMinutes() {
    return lengthMinutes;
  }

  /// The first minute that counts.
  long from() {
    return from;
  }

  GroupSums group(int group) {
    while (groups.size() <= group) {
      groups.add(new GroupSums());
    }
    return groups.get(group);
  }

  /// How many groups have sums.
  int groups() {
    return groups.size();
  }

  boolean hasGroup(int group) {
    return group < groups.size();
  }

  /// Begins at another minute: takes away the minutes that thereby leave, adds those that come
  /// back.
  void moveTo(long newFrom, ColumnReader ledger) {
    for (long minute = from; minute < newFrom; minute++) {
      apply(minute, -1, Long.MAX_VALUE, ledger);
    }
    for (long minute = newFrom; minute < from; minute++) {
      apply(minute, 1, Long.MAX_VALUE, ledger);
    }
    from = newFrom;
  }

  /// Forgets all sums and begins at a minute, of which nothing is added yet.
  void clear(long newFrom) {
    groups.clear();
    from = newFrom;
  }

  /// Adds a minute of all series, or takes it away.
  void apply(long minute, int sign, long throughSequence, ColumnReader ledger) {
    for (int group = 0; group < ledger.groups(); group++) {
      apply(minute, group, sign, throughSequence, ledger);
    }
  }

  /// Adds a minute of a group, or takes it away.
  void apply(long minute, int group, int sign, long throughSequence, ColumnReader ledger) {
    ledger.read(minute, group, throughSequence, columns);
    if (columns.size() > 0) {
      group(group).apply(columns, sign);
    }
  }
}
