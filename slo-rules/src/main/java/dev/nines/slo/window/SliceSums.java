package dev.nines.slo.window;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.ColumnReader;
import dev.nines.slo.ledger.MinuteColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sums of time slices over one window for all series. A slice is added once all its minutes
/// are closed; those that still run are judged again after each change, and are few.
final class SliceSums {
  private static final BitSet NOTHING = new BitSet();

  private final Measure measure;
  private final Stretch stretch;
  private final Slicing slicing;
  private final ColumnReader ledger;
  private final SliceTally tally = new SliceTally();
  private final MinuteColumns columns = new MinuteColumns();
  private final List<GroupSums> settled = new ArrayList<>();
  private final List<@Nullable Running> running = new ArrayList<>();
  private CutSums settledCuts = new CutSums(Cuts.NONE);
  private Cuts cuts = Cuts.NONE;
  private SeriesMasks masks;
  private long first;
  private long until;

  /// Where the first slice begins that is not settled.
  private long settledUntil;

  /// Nothing is known of later ones.
  private long newestMinute;

  private long closedUntil;

  /// The slices of a group that still run, and what of them lies before the cuts.
  private record Running(GroupSums sums, CutSums cuts) {}

  SliceSums(
      Measure measure, Stretch stretch, Slicing slicing, ColumnReader ledger, SeriesMasks masks) {
    this.measure = measure;
    this.stretch = stretch;
    this.slicing = slicing;
    this.ledger = ledger;
    this.masks = masks;
  }

  Measure measure() {
    return measure;
  }

  /// Where the first slice begins.
  long from() {
    return first;
  }

  /// The minute behind the last slice.
  long until() {
    return until;
  }

  private boolean isContractual() {
    return measure.basis() == Measure.Basis.CONTRACTUAL;
  }

  /// Moves the window, and settles the slices that have closed.
  ///
  /// @param anew forgets all sums and adds them up again
  void advance(long minute, long newClosedUntil, boolean anew) {
    long newFirst = slicing.firstSlice(stretch, minute);
    long newUntil = stretch.until(minute);
    boolean turned = newUntil != until;
    if (anew || turned || newFirst >= settledUntil) {
      settled.clear();
      settledCuts.clear();
      first = newFirst;
      settledUntil = newFirst;
      until = newUntil;
    }
    while (first < newFirst) {
      apply(first, -1);
      first += slicing.minutes();
    }
    newestMinute = Math.max(newestMinute, minute + RunningSums.MINUTES_AHEAD);
    closedUntil = newClosedUntil;
    while (settledUntil < until && end(settledUntil) <= closedUntil) {
      apply(settledUntil, 1);
      settledUntil = end(settledUntil);
    }
    running.clear();
  }

  private long end(long slice) {
    return Math.min(slice + slicing.minutes(), until);
  }

  private long sliceOf(long minute) {
    return first + Math.floorDiv(minute - first, slicing.minutes()) * slicing.minutes();
  }

  private void apply(long slice, int sign) {
    for (int group = 0; group < ledger.groups(); group++) {
      apply(slice, group, sign, Long.MAX_VALUE);
    }
  }

  private void apply(long slice, int group, int sign, long throughSequence) {
    read(slice, group, throughSequence);
    GroupSums sums = group(settled, group);
    settledCuts.around(group, slice, sums, () -> tally.judge(slicing, sign, sums));
  }

  private void read(long slice, int group, long throughSequence) {
    tally.clear();
    long end = end(slice);
    for (long minute = slice; minute < end; minute++) {
      ledger.read(minute, group, throughSequence, columns);
      BitSet excluded = isContractual() ? masks.excluded(minute, group) : NOTHING;
      tally.add(columns, excluded, minute < closedUntil || minute < settledUntil);
    }
  }

  private static GroupSums group(List<GroupSums> groups, int group) {
    while (groups.size() <= group) {
      groups.add(new GroupSums());
    }
    return groups.get(group);
  }

  /// Notes that an open minute of a group has changed.
  void changed(int group, long minute) {
    newestMinute = Math.max(newestMinute, minute);
    if (group < running.size()) {
      running.set(group, null);
    }
  }

  /// Puts the slice of a minute that a batch restated in the place of what it was before. To be
  /// called once for each slice of a group that the batch restated.
  void restate(long slice, int group, long sequence) {
    if (slice < settledUntil) {
      apply(slice, group, -1, sequence - 1);
      apply(slice, group, 1, sequence);
    } else {
      changed(group, slice);
    }
  }

  /// The slice that a minute lies in, or nothing if the window does not hold it.
  long sliceHolding(long minute) {
    return minute >= first && minute < until ? sliceOf(minute) : Long.MIN_VALUE;
  }

  /// Puts what other exclusions leave in the place of what those before left.
  void exchange(SeriesMasks after) {
    SeriesMasks before = masks;
    for (int group = 0; group < ledger.groups() && isContractual(); group++) {
      long slice = first;
      for (MinuteRanges.Range range :
          before.difference(after, group).within(first, settledUntil).ranges()) {
        slice = Math.max(slice, sliceOf(range.from()));
        for (; slice < range.to(); slice = end(slice)) {
          masks = before;
          apply(slice, group, -1, Long.MAX_VALUE);
          masks = after;
          apply(slice, group, 1, Long.MAX_VALUE);
        }
      }
    }
    masks = after;
    running.clear();
  }

  /// The sums of a group's settled slices.
  GroupSums settled(int group) {
    return group(settled, group);
  }

  /// The sums of a group's slices that still run.
  GroupSums running(int group) {
    return runningOf(group).sums;
  }

  private Running runningOf(int group) {
    while (running.size() <= group) {
      running.add(null);
    }
    Running known = running.get(group);
    if (known != null) {
      return known;
    }
    var found = new Running(new GroupSums(), new CutSums(cuts));
    for (long slice = settledUntil; slice <= newestMinute && slice < until; slice = end(slice)) {
      read(slice, group, Long.MAX_VALUE);
      found.cuts.around(group, slice, found.sums, () -> tally.judge(slicing, 1, found.sums));
    }
    running.set(group, found);
    return found;
  }

  /// The counts of a series, those of running slices included.
  ///
  /// @param expected in how many minutes it should have been measured
  Figures figures(int group, int index, int expected) {
    GroupSums closed = settled(group);
    GroupSums open = running(group);
    int measured = closed.measured(index) + open.measured(index);
    return new Figures(
        closed.good(index) + open.good(index),
        closed.bad(index) + open.bad(index),
        closed.doubtful(index) + open.doubtful(index),
        measured,
        closed.idle(index) + open.idle(index),
        Math.max(expected, measured));
  }

  /// Cuts at other minutes than before. A slice lies on the side on which it begins.
  void cut(Cuts after) {
    cuts = after;
    settledCuts = new CutSums(after);
    running.clear();
    for (int group : settledCuts.groups()) {
      var sums = new GroupSums();
      long last = Math.min(settledUntil - 1, settledCuts.lastMinute(group));
      for (long slice = first; slice <= last; slice = end(slice)) {
        read(slice, group, Long.MAX_VALUE);
        settledCuts.around(group, slice, sums, () -> tally.judge(slicing, 1, sums));
      }
    }
  }

  /// How much of the sums of a series lies before one of its cuts.
  long before(int series, long minute) {
    return settledCuts.before(series, minute)
        + runningOf(MinuteColumns.groupOf(series)).cuts.before(series, minute);
  }
}
