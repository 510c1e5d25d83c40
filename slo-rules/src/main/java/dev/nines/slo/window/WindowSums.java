package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.MinuteColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The sums of events over one window for all series: of every minute in `[from, until)`, intervals
/// left out.
final class WindowSums {
  private static final BitSet NOTHING = new BitSet();

  private final Measure measure;
  private final Stretch stretch;
  private final List<GroupSums> groups = new ArrayList<>();
  private final MinuteColumns columns = new MinuteColumns();
  private CutSums cuts = new CutSums(Cuts.NONE);
  private long from;
  private long until;

  WindowSums(Measure measure, Stretch stretch, long currentMinute) {
    this.measure = measure;
    this.stretch = stretch;
    this.from = stretch.from(currentMinute);
    this.until = stretch.until(currentMinute);
  }

  Measure measure() {
    return measure;
  }

  Stretch stretch() {
    return stretch;
  }

  /// Whether excluded minutes are left out.
  boolean isContractual() {
    return measure.basis() == Measure.Basis.CONTRACTUAL;
  }

  /// The first minute that counts.
  long from() {
    return from;
  }

  /// The minute behind the last that counts.
  long until() {
    return until;
  }

  boolean holds(long minute) {
    return minute >= from && minute < until;
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

  /// Adds an entry of an open minute, and what it made of it.
  void add(Entry entry, OpenMinutes.Change change) {
    cuts.add(entry.series(), entry.epochMinute(), entry.good() + entry.bad() + entry.doubtful());
    group(MinuteColumns.groupOf(entry.series()))
        .add(
            MinuteColumns.indexOf(entry.series()),
            entry.good(),
            entry.bad(),
            entry.doubtful(),
            change.measured,
            change.idle);
  }

  /// Begins at another minute: takes away the minutes that thereby leave, adds those that come
  /// back.
  void moveTo(long newFrom, ColumnReader ledger, SeriesMasks masks) {
    for (long minute = from; minute < newFrom; minute++) {
      apply(minute, -1, Long.MAX_VALUE, ledger, masks);
    }
    for (long minute = newFrom; minute < from; minute++) {
      apply(minute, 1, Long.MAX_VALUE, ledger, masks);
    }
    from = newFrom;
  }

  /// Forgets all sums and begins anew, with nothing added yet.
  void clear(long newFrom, long newUntil) {
    groups.clear();
    cuts.clear();
    from = newFrom;
    until = newUntil;
  }

  /// Adds a minute of all series, or takes it away.
  void apply(long minute, int sign, long throughSequence, ColumnReader ledger, SeriesMasks masks) {
    for (int group = 0; group < ledger.groups(); group++) {
      apply(minute, group, sign, throughSequence, ledger, masks);
    }
  }

  /// Adds a minute of a group, or takes it away.
  void apply(
      long minute,
      int group,
      int sign,
      long throughSequence,
      ColumnReader ledger,
      SeriesMasks masks) {
    ledger.read(minute, group, throughSequence, columns);
    if (columns.size() > 0) {
      BitSet excluded = isContractual() ? masks.excluded(minute, group) : NOTHING;
      GroupSums sums = group(group);
      cuts.around(group, minute, sums, () -> sums.apply(columns, sign, excluded));
    }
  }

  /// Cuts at other minutes than before. Reads the minutes before the cuts once.
  ///
  /// @param newestMinute nothing is known of later ones
  void cut(Cuts after, long newestMinute, ColumnReader ledger, SeriesMasks masks) {
    cuts = new CutSums(after);
    for (int group : cuts.groups()) {
      var sums = new GroupSums();
      long last = Math.min(Math.min(until - 1, newestMinute), cuts.lastMinute(group));
      for (long minute = from; minute <= last; minute++) {
        ledger.read(minute, group, Long.MAX_VALUE, columns);
        BitSet excluded = isContractual() ? masks.excluded(minute, group) : NOTHING;
        cuts.around(group, minute, sums, () -> sums.apply(columns, 1, excluded));
      }
    }
  }

  /// How much of the sums of a series lies before one of its cuts.
  long before(int series, long minute) {
    return cuts.before(series, minute);
  }

  /// Puts what other exclusions leave in the place of what those before left.
  ///
  /// @param newestMinute nothing is known of later ones
  void exchange(SeriesMasks before, SeriesMasks after, long newestMinute, ColumnReader ledger) {
    if (!isContractual()) {
      return;
    }
    long to = Math.min(until, newestMinute + 1);
    for (int group = 0; group < ledger.groups(); group++) {
      for (MinuteRanges.Range range : before.difference(after, group).within(from, to).ranges()) {
        for (long minute = range.from(); minute < range.to(); minute++) {
          apply(minute, group, -1, Long.MAX_VALUE, ledger, before);
          apply(minute, group, 1, Long.MAX_VALUE, ledger, after);
        }
      }
    }
  }
}
