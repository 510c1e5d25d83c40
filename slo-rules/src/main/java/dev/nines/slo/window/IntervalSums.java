package dev.nines.slo.window;

import dev.nines.slo.exclusion.SeriesMasks;
import dev.nines.slo.ledger.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The interval observations of all windows. An interval counts in the windows that contain all of
/// it, so it leaves a window with its first minute. It is excluded if all of it is. There are few:
/// some per series and gap.
final class IntervalSums {
  private static final Totals NONE = new Totals();

  private final NavigableMap<Long, List<Entry>> byFirstMinute = new TreeMap<>();
  private final List<WindowSums> windows;
  private final List<Map<Integer, Totals>> totals = new ArrayList<>();
  private Cuts cuts = Cuts.NONE;

  /// The counts of the intervals of one series in one window.
  static final class Totals {
    long good;
    long bad;
    long doubtful;

    /// Of series with cuts, what was counted in which last minute.
    private final NavigableMap<Long, Long> totalByLastMinute = new TreeMap<>();

    private void add(Entry entry, int sign, boolean isCut) {
      good += sign * entry.good();
      bad += sign * entry.bad();
      doubtful += sign * entry.doubtful();
      if (isCut) {
        long total = entry.good() + entry.bad() + entry.doubtful();
        totalByLastMinute.merge(entry.epochMinute(), sign * total, Long::sum);
      }
    }

    private long before(long minute) {
      return totalByLastMinute.headMap(minute, false).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  IntervalSums(List<WindowSums> windows) {
    this.windows = windows;
    windows.forEach(_ -> totals.add(new HashMap<>()));
  }

  void add(Entry interval, SeriesMasks masks) {
    boolean excluded =
        masks.of(interval.series()).containsAll(interval.firstMinute(), interval.epochMinute());
    boolean counts = false;
    for (int i = 0; i < windows.size(); i++) {
      WindowSums window = windows.get(i);
      boolean within =
          interval.firstMinute() >= window.from() && interval.epochMinute() < window.until();
      if (within && !(excluded && window.isContractual())) {
        apply(i, interval, 1);
        counts = true;
      }
    }
    if (counts) {
      byFirstMinute.computeIfAbsent(interval.firstMinute(), _ -> new ArrayList<>()).add(interval);
    }
  }

  /// Takes the intervals away that leave a rolling window when it begins later.
  void move(int window, long oldFrom, long newFrom, SeriesMasks masks) {
    if (newFrom <= oldFrom) {
      return;
    }
    boolean contractual = windows.get(window).isContractual();
    for (List<Entry> leaving : byFirstMinute.subMap(oldFrom, true, newFrom, false).values()) {
      for (Entry each : leaving) {
        boolean excluded =
            contractual
                && masks.of(each.series()).containsAll(each.firstMinute(), each.epochMinute());
        if (!excluded) {
          apply(window, each, -1);
        }
      }
    }
  }

  /// Forgets what no window contains any more.
  void forgetBefore(long minute) {
    byFirstMinute.headMap(minute, false).clear();
  }

  /// Begins again with all intervals there are.
  void replace(Collection<Entry> intervals, SeriesMasks masks) {
    byFirstMinute.clear();
    totals.forEach(Map::clear);
    intervals.forEach(interval -> add(interval, masks));
  }

  /// Cuts at other minutes than before; to be followed by [#replace].
  void cut(Cuts after) {
    cuts = after;
  }

  /// What was counted in intervals that ended before a minute, of a series with cuts.
  long before(int window, int series, long minute) {
    return totals(window, series).before(minute);
  }

  Totals totals(int window, int series) {
    Map<Integer, Totals> known = totals.get(window);
    return known.isEmpty() ? NONE : known.getOrDefault(series, NONE);
  }

  private void apply(int window, Entry interval, int sign) {
    totals
        .get(window)
        .computeIfAbsent(interval.series(), _ -> new Totals())
        .add(interval, sign, cuts.concern(interval.series()));
  }
}
