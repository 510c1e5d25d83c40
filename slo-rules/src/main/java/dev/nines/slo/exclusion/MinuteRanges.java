package dev.nines.slo.exclusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A set of minutes as ranges that neither overlap nor touch, in order. Immutable.
public final class MinuteRanges {
  /// No minute.
  public static final MinuteRanges EMPTY = new MinuteRanges(new long[0], new long[0]);

  private final long[] from;
  private final long[] to;

  /// How many minutes lie in the ranges before each one.
  private final long[] before;

  /// Epoch minutes `[from, to)`.
  ///
  /// @param from the first minute
  /// @param to the minute behind the last
  public record Range(long from, long to) {
    boolean isEmpty() {
      return to <= from;
    }
  }

  private MinuteRanges(long[] from, long[] to) {
    this.from = from;
    this.to = to;
    this.before = new long[from.length + 1];
    for (int i = 0; i < from.length; i++) {
      before[i + 1] = before[i] + to[i] - from[i];
    }
  }

  /// The minutes that lie in any of the ranges, however these overlap.
  public static MinuteRanges union(Collection<Range> ranges) {
    List<Range> sorted =
        ranges.stream()
            .filter(range -> !range.isEmpty())
            .sorted(Comparator.comparingLong(Range::from))
            .toList();
    var merged = new ArrayList<Range>();
    for (Range next : sorted) {
      if (!merged.isEmpty() && next.from() <= merged.getLast().to()) {
        Range last = merged.removeLast();
        merged.add(new Range(last.from(), Math.max(last.to(), next.to())));
      } else {
        merged.add(next);
      }
    }
    return merged.isEmpty()
        ? EMPTY
        : new MinuteRanges(
            merged.stream().mapToLong(Range::from).toArray(),
            merged.stream().mapToLong(Range::to).toArray());
  }

  /// The ranges, in order.
  public List<Range> ranges() {
    var all = new ArrayList<Range>(from.length);
    for (int i = 0; i < from.length; i++) {
      all.add(new Range(from[i], to[i]));
    }
    return all;
  }

  /// Whether there is no minute in it.
  public boolean isEmpty() {
    return from.length == 0;
  }

  /// Whether it holds a minute.
  public boolean contains(long minute) {
    int range = lastBeginningAtOrBefore(minute);
    return range >= 0 && minute < to[range];
  }

  /// Whether it holds every minute of `[first, last]`.
  public boolean containsAll(long first, long last) {
    int range = lastBeginningAtOrBefore(first);
    return range >= 0 && last < to[range];
  }

  /// How many of its minutes lie in `[fromMinute, toMinute)`.
  public long count(long fromMinute, long toMinute) {
    return toMinute <= fromMinute ? 0 : countBefore(toMinute) - countBefore(fromMinute);
  }

  /// Its part in `[fromMinute, toMinute)`.
  public MinuteRanges within(long fromMinute, long toMinute) {
    return union(
        ranges().stream()
            .map(r -> new Range(Math.max(r.from(), fromMinute), Math.min(r.to(), toMinute)))
            .toList());
  }

  /// The minutes that one of both holds and the other does not.
  public MinuteRanges difference(MinuteRanges other) {
    var edges = new ArrayList<Long>();
    for (MinuteRanges each : List.of(this, other)) {
      Arrays.stream(each.from).forEach(edges::add);
      Arrays.stream(each.to).forEach(edges::add);
    }
    edges.sort(Comparator.naturalOrder());
    var differing = new ArrayList<Range>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      long edge = edges.get(i);
      if (contains(edge) != other.contains(edge)) {
        differing.add(new Range(edge, edges.get(i + 1)));
      }
    }
    return union(differing);
  }

  private long countBefore(long minute) {
    int range = lastBeginningAtOrBefore(minute - 1);
    return range < 0 ? 0 : before[range] + Math.min(minute, to[range]) - from[range];
  }

  private int lastBeginningAtOrBefore(long minute) {
    int found = Arrays.binarySearch(from, minute);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinuteRanges that
        && Arrays.equals(from, that.from)
        && Arrays.equals(to, that.to);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
  }

  @Override
  public String toString() {
    return ranges().toString();
  }
}
