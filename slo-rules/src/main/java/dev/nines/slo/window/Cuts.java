package dev.nines.slo.window;

import dev.nines.slo.ledger.MinuteColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the windows of a series are cut in two because another target holds from there on: for
/// these minutes [RunningSums#before] can be asked. Series without a cut cost nothing. Immutable.
public final class Cuts {
  /// No series has any.
  public static final Cuts NONE = new Cuts(Map.of());

  private final Map<Integer, long[]> bySeries;
  private final Map<Integer, List<Cut>> byGroup = new HashMap<>();

  /// The series of a group that are cut at one minute.
  ///
  /// @param minute the first epoch minute behind the cut
  /// @param indexes within the group, ascending
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Cut(long minute, int[] indexes) {}

  private Cuts(Map<Integer, long[]> bySeries) {
    this.bySeries = bySeries;
    var members = new HashMap<Integer, SortedMap<Long, List<Integer>>>();
    new TreeMap<>(bySeries)
        .forEach(
            (series, minutes) -> {
              for (long minute : minutes) {
                members
                    .computeIfAbsent(MinuteColumns.groupOf(series), _ -> new TreeMap<>())
                    .computeIfAbsent(minute, _ -> new ArrayList<>())
                    .add(MinuteColumns.indexOf(series));
              }
            });
    members.forEach(
        (group, cuts) ->
            byGroup.put(
                group,
                cuts.entrySet().stream()
                    .map(
                        cut ->
                            new Cut(
                                cut.getKey(),
                                cut.getValue().stream().mapToInt(index -> index).toArray()))
                    .toList()));
  }

  /// @param bySeries the minutes at which each series is cut, ascending; series without any left
  ///   out
  public static Cuts of(Map<Integer, long[]> bySeries) {
    return bySeries.isEmpty() ? NONE : new Cuts(Map.copyOf(bySeries));
  }

  /// Whether a series has any cut.
  boolean concern(int series) {
    return bySeries.containsKey(series);
  }

  /// The groups of series that have any.
  Iterable<Integer> groups() {
    return byGroup.keySet();
  }

  /// The cuts of a group, in order.
  List<Cut> of(int group) {
    return byGroup.getOrDefault(group, List.of());
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Cuts that
            && bySeries.keySet().equals(that.bySeries.keySet())
            && bySeries.entrySet().stream()
                .allMatch(
                    each -> Arrays.equals(each.getValue(), that.bySeries.get(each.getKey()))));
  }

  @Override
  public int hashCode() {
    return bySeries.keySet().hashCode();
  }
}
