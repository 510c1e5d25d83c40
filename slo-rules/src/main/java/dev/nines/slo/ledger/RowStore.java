package dev.nines.slo.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Rows that no sealed file holds yet, by the last minute they speak of. Guarded by the ledger's
/// lock.
final class RowStore {
  private final NavigableMap<Long, List<Row>> byMinute = new TreeMap<>();
  private int size;

  void add(Row row) {
    byMinute.computeIfAbsent(row.entry().epochMinute(), _ -> new ArrayList<>()).add(row);
    size++;
  }

  int size() {
    return size;
  }

  void forEach(long fromMinute, long toMinuteExclusive, Consumer<Row> action) {
    byMinute
        .subMap(fromMinute, true, toMinuteExclusive, false)
        .values()
        .forEach(rows -> rows.forEach(action));
  }

  /// The hours that have rows, in order.
  List<Long> hours() {
    return byMinute.keySet().stream().map(Minutes::hourOf).distinct().toList();
  }

  NavigableMap<Long, List<Row>> minutes() {
    return byMinute;
  }

  /// Forgets the rows of an hour, which a file holds now.
  void removeHour(long hour) {
    NavigableMap<Long, List<Row>> gone =
        byMinute.subMap(hour * Minutes.PER_HOUR, true, (hour + 1) * Minutes.PER_HOUR, false);
    size -= gone.values().stream().mapToInt(List::size).sum();
    gone.clear();
  }
}
