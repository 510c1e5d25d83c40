package dev.nines.slo.window;

import dev.nines.slo.ledger.MinuteColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much of the sums of one window lies before the cuts of its series. Follows the sums: whoever
/// changes them by a minute does so through here.
final class CutSums {
  private final Map<Integer, List<Part>> byGroup = new HashMap<>();

  /// The totals before one cut.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(Cuts.Cut cut, long[] totals) {
    void take(GroupSums sums, int sign) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] += sign * sums.total(cut.indexes()[i]);
      }
    }

    void add(int index, long total) {
      int at = Arrays.binarySearch(cut.indexes(), index);
      if (at >= 0) {
        totals[at] += total;
      }
    }
  }

  /// Begins with these cuts, and with nothing before any of them.
  CutSums(Cuts cuts) {
    for (int group : cuts.groups()) {
      byGroup.put(
          group,
          cuts.of(group).stream()
              .map(cut -> new Part(cut, new long[cut.indexes().length]))
              .toList());
    }
  }

  /// The groups with cuts.
  Iterable<Integer> groups() {
    return byGroup.keySet();
  }

  /// The last minute before the last cut of a group; far away if it has none.
  long lastMinute(int group) {
    List<Part> parts = byGroup.getOrDefault(group, List.of());
    return parts.isEmpty() ? Long.MIN_VALUE : parts.getLast().cut.minute() - 1;
  }

  /// Changes the sums of a group by what one minute (or a slice that begins with it) holds.
  void around(int group, long minute, GroupSums sums, Runnable change) {
    List<Part> parts = byGroup.isEmpty() ? List.of() : byGroup.getOrDefault(group, List.of());
    if (parts.isEmpty() || parts.getLast().cut.minute() <= minute) {
      change.run();
      return;
    }
    parts.forEach(part -> takeIf(part, minute, sums, -1));
    change.run();
    parts.forEach(part -> takeIf(part, minute, sums, 1));
  }

  private static void takeIf(Part part, long minute, GroupSums sums, int sign) {
    if (minute < part.cut.minute()) {
      part.take(sums, sign);
    }
  }

  /// Adds what was counted of one series in a minute.
  void add(int series, long minute, long total) {
    if (byGroup.isEmpty()) {
      return;
    }
    for (Part part : byGroup.getOrDefault(MinuteColumns.groupOf(series), List.of())) {
      if (minute < part.cut.minute()) {
        part.add(MinuteColumns.indexOf(series), total);
      }
    }
  }

  /// Forgets all totals.
  void clear() {
    byGroup.values().forEach(parts -> parts.forEach(part -> Arrays.fill(part.totals, 0)));
  }

  /// What lies before a cut of a series.
  ///
  /// @throws IllegalArgumentException if the series is not cut there
  long before(int series, long minute) {
    for (Part part : byGroup.getOrDefault(MinuteColumns.groupOf(series), List.of())) {
      int at = Arrays.binarySearch(part.cut.indexes(), MinuteColumns.indexOf(series));
      if (part.cut.minute() == minute && at >= 0) {
        return part.totals[at];
      }
    }
    throw new IllegalArgumentException("series %d is not cut at %d".formatted(series, minute));
  }
}
