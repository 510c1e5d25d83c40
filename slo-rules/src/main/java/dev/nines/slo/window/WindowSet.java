package dev.nines.slo.window;

import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.ColumnReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// All windows that sums are kept of, those of events first, each under its number.
final class WindowSet {
  private static final int SHORTEST_MINUTES = 1;

  private final ColumnReader columns;
  private final List<WindowSums> events = new ArrayList<>();
  private final List<SliceSums> slices = new ArrayList<>();
  private final Map<Measure, Integer> numbers = new HashMap<>();

  /// A minute of a group of series.
  record Slot(long minute, int group) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byMinute = Long.compare(minute, other.minute);
      return byMinute != 0 ? byMinute : Integer.compare(group, other.group);
    }
  }

  /// @throws IllegalArgumentException if a measure cannot be kept, see [Measure]
  WindowSet(
      Collection<Measure> measures, ColumnReader columns, SeriesMasks masks, long currentMinute) {
    this.columns = columns;
    for (Measure measure : new HashSet<>(measures)) {
      Stretch stretch = Stretch.of(measure.window(), SHORTEST_MINUTES);
      Slicing.of(measure.method())
          .ifPresentOrElse(
              slicing -> slices.add(new SliceSums(measure, stretch, slicing, columns, masks)),
              () -> events.add(new WindowSums(measure, stretch, currentMinute)));
    }
    events.forEach(window -> numbers.put(window.measure(), numbers.size()));
    slices.forEach(each -> numbers.put(each.measure(), numbers.size()));
  }

  /// The windows of events; the number of each is its index.
  List<WindowSums> events() {
    return events;
  }

  /// The windows of slices; the number of each is its index and the number of those of events.
  List<SliceSums> slices() {
    return slices;
  }

  /// How many measures are kept; their numbers are below.
  int size() {
    return numbers.size();
  }

  /// @throws IllegalArgumentException if the measure is not kept
  int number(Measure measure) {
    Integer number = numbers.get(measure);
    if (number == null) {
      throw new IllegalArgumentException(
          "no sums are kept of %s, expected one of %s".formatted(measure, numbers.keySet()));
    }
    return number;
  }

  /// The first minute that any window of events holds.
  long earliest() {
    return events.stream().mapToLong(WindowSums::from).min().orElse(Long.MAX_VALUE);
  }

  /// Notes that open minutes have changed.
  void changed(Set<Slot> slots) {
    for (SliceSums each : slices) {
      slots.forEach(slot -> each.changed(slot.group, slot.minute));
    }
  }

  /// Puts minutes that a batch restated in the place of what they were before.
  void restate(Set<Slot> slots, long sequence, SeriesMasks masks) {
    for (WindowSums window : events) {
      for (Slot slot : slots) {
        if (window.holds(slot.minute)) {
          window.apply(slot.minute, slot.group, -1, sequence - 1, columns, masks);
          window.apply(slot.minute, slot.group, 1, sequence, columns, masks);
        }
      }
    }
    for (SliceSums each : slices) {
      Set<Slot> restated = new TreeSet<>();
      slots.forEach(slot -> restated.add(new Slot(each.sliceHolding(slot.minute), slot.group)));
      restated.stream()
          .filter(slot -> slot.minute != Long.MIN_VALUE)
          .forEach(slot -> each.restate(slot.minute, slot.group, sequence));
    }
  }

  /// Leaves other minutes out than before.
  void exclude(SeriesMasks before, SeriesMasks after, long newestMinute) {
    events.forEach(window -> window.exchange(before, after, newestMinute, columns));
    slices.forEach(each -> each.exchange(after));
  }

  /// Cuts at other minutes than before.
  void cut(Cuts cuts, long newestMinute, SeriesMasks masks) {
    events.forEach(window -> window.cut(cuts, newestMinute, columns, masks));
    slices.forEach(each -> each.cut(cuts));
  }

  /// Adds windows of events up anew.
  void rebuild(List<WindowSums> which, long currentMinute, long newestMinute, SeriesMasks masks) {
    for (WindowSums window : which) {
      window.clear(window.stretch().from(currentMinute), window.stretch().until(currentMinute));
      long last = Math.min(newestMinute, window.until() - 1);
      for (long minute = window.from(); minute <= last; minute++) {
        window.apply(minute, 1, Long.MAX_VALUE, columns, masks);
      }
    }
  }
}
