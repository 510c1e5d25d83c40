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
  private final List<@Nullable GroupSums> running = new ArrayList<>();
  private SeriesMasks masks;
  private long first;
  private long until;

  /// Where the first slice begins that is not settled.
  private long settledUntil;

  /// Nothing is known of later ones.
  private long newestMinute;

  private long closedUntil;

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
    tally.judge(slicing, sign, group(settled, group));
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
    while (running.size() <= group) {
      running.add(null);
    }
    GroupSums known = running.get(group);
    if (known != null) {
      return known;
    }
    var sums = new GroupSums();
    for (long slice = settledUntil; slice <= newestMinute && slice < until; slice = end(slice)) {
      read(slice, group, Long.MAX_VALUE);
      tally.judge(slicing, 1, sums);
    }
    running.set(group, sums);
    return sums;
  }
}
