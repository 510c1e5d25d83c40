package dev.nines.slo.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The minutes that no sealed file holds yet: open ones as columns that still take counts, closed
/// ones folded into chunks. Folding at once keeps an hour of a million series in some 100 MB.
///
/// Guarded by the ledger's lock; chunks never change once they are made.
final class MinuteStore {
  private final NavigableMap<Long, List<MinuteColumns>> open = new TreeMap<>();
  private final NavigableMap<Long, byte[][]> folded = new TreeMap<>();

  /// Adds to a minute that was not folded yet.
  void add(Entry entry) {
    List<MinuteColumns> groups = open.computeIfAbsent(entry.epochMinute(), _ -> new ArrayList<>());
    int group = MinuteColumns.groupOf(entry.series());
    while (groups.size() <= group) {
      var columns = new MinuteColumns();
      columns.clear(groups.size());
      groups.add(columns);
    }
    groups
        .get(group)
        .add(MinuteColumns.indexOf(entry.series()), entry.good(), entry.bad(), entry.doubtful());
  }

  /// Folds the open minutes before a minute.
  void fold(long closedUntil) {
    NavigableMap<Long, List<MinuteColumns>> closing = open.headMap(closedUntil, false);
    closing.forEach(
        (minute, groups) ->
            folded.put(minute, groups.stream().map(MinuteChunk::encode).toArray(byte[][]::new)));
    closing.clear();
  }

  /// The chunk of a folded minute, empty if the minute has nothing here.
  Optional<byte[]> chunk(long epochMinute, int group) {
    byte[][] groups = folded.get(epochMinute);
    return groups == null || group >= groups.length ? Optional.empty() : Optional.of(groups[group]);
  }

  /// Adds an open minute of a group to `into`.
  void addOpen(long epochMinute, MinuteColumns into) {
    List<MinuteColumns> groups = open.get(epochMinute);
    if (groups == null || into.group() >= groups.size()) {
      return;
    }
    into.addAll(groups.get(into.group()));
  }

  /// The folded minutes in `[fromMinute, toMinuteExclusive)`, a live view.
  NavigableMap<Long, byte[][]> folded(long fromMinute, long toMinuteExclusive) {
    return folded.subMap(fromMinute, true, toMinuteExclusive, false);
  }

  /// The first and the last hour of which minutes are folded, or empty.
  Optional<Long> firstFoldedHour() {
    return folded.isEmpty() ? Optional.empty() : Optional.of(Minutes.hourOf(folded.firstKey()));
  }

  boolean isEmpty() {
    return open.isEmpty() && folded.isEmpty();
  }
}
