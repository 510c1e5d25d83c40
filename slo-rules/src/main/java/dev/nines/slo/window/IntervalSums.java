package dev.nines.slo.window;

import dev.nines.slo.ledger.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The interval observations of all windows. An interval counts in the windows that contain all of
/// it, so it leaves a window with its first minute. There are few: some per series and gap.
final class IntervalSums {
  private static final Totals NONE = new Totals();

  private final NavigableMap<Long, List<Entry>> byFirstMinute = new TreeMap<>();
  private final List<WindowSums> windows;
  private final List<Map<Integer, Totals>> totals = new ArrayList<>();

  /// The counts of the intervals of one series in one window.
  static final class Totals {
    long good;
    long bad;
    long doubtful;

    private void add(Entry entry, int sign) {
      good += sign * entry.good();
      bad += sign * entry.bad();
      doubtful += sign * entry.doubtful();
    }
  }

  /// @param windows shortest first
  IntervalSums(List<WindowSums> windows) {
    this.windows = windows;
    windows.forEach(_ -> totals.add(new HashMap<>()));
  }

  void add(Entry interval) {
    boolean counts = false;
    for (int i = 0; i < windows.size(); i++) {
      if (interval.firstMinute() >= windows.get(i).from()) {
        apply(i, interval, 1);
        counts = true;
      }
    }
    if (counts) {
      byFirstMinute.computeIfAbsent(interval.firstMinute(), _ -> new ArrayList<>()).add(interval);
    }
  }

  /// Takes the intervals away that leave a window when it begins later.
  void move(int window, long oldFrom, long newFrom) {
    if (newFrom > oldFrom) {
      byFirstMinute
          .subMap(oldFrom, true, newFrom, false)
          .values()
          .forEach(intervals -> intervals.forEach(interval -> apply(window, interval, -1)));
    }
  }

  /// Forgets what no window contains any more.
  void forgetBefore(long minute) {
    byFirstMinute.headMap(minute, false).clear();
  }

  /// Begins again with all intervals there are.
  void replace(Collection<Entry> intervals) {
    byFirstMinute.clear();
    totals.forEach(Map::clear);
    intervals.forEach(this::add);
  }

  Totals totals(int window, int series) {
    return totals.get(window).getOrDefault(series, NONE);
  }

  private void apply(int window, Entry interval, int sign) {
    totals.get(window).computeIfAbsent(interval.series(), _ -> new Totals()).add(interval, sign);
  }
}
