package dev.nines.slo.exclusion;

import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.MinuteColumns;
import dev.nines.slo.ledger.SeriesKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Which minutes are excluded for which series of a ledger, by group of series as the ledger's
/// columns are. For one thread; what it answers never changes.
public final class SeriesMasks {
  private final Ledger ledger;
  private final Function<SeriesKey, MinuteRanges> rangesOf;
  private final long fingerprint;
  private final boolean isNone;
  private final List<Group> groups = new ArrayList<>();

  /// The series of a group that share their excluded minutes.
  private record Shared(MinuteRanges ranges, BitSet series) {}

  private static final class Group {
    private final List<MinuteRanges> bySeries = new ArrayList<>();
    private final Map<MinuteRanges, Shared> shared = new HashMap<>();
  }

  private SeriesMasks(
      Ledger ledger, Function<SeriesKey, MinuteRanges> rangesOf, long fingerprint, boolean isNone) {
    this.isNone = isNone;
    this.ledger = ledger;
    this.rangesOf = rangesOf;
    this.fingerprint = fingerprint;
  }

  /// @param rangesOf the excluded minutes of a series; always the same for the same series
  /// @param fingerprint the same for masks that exclude the same of what is past
  public static SeriesMasks of(
      Ledger ledger, Function<SeriesKey, MinuteRanges> rangesOf, long fingerprint) {
    return new SeriesMasks(ledger, rangesOf, fingerprint, false);
  }

  /// Nothing is excluded.
  public static SeriesMasks none(Ledger ledger) {
    return new SeriesMasks(ledger, _ -> MinuteRanges.EMPTY, 0, true);
  }

  /// Tells masks that exclude something else of the past apart.
  public long fingerprint() {
    return fingerprint;
  }

  /// The excluded minutes of a series.
  public MinuteRanges of(int series) {
    if (isNone) {
      return MinuteRanges.EMPTY;
    }
    return group(MinuteColumns.groupOf(series)).bySeries.get(MinuteColumns.indexOf(series));
  }

  /// Looks up every series there is, so that any number of threads may ask afterwards.
  public void prepare() {
    for (int series = 0; series < ledger.seriesCount(); series += MinuteColumns.GROUP_SIZE) {
      if (!isNone) {
        group(MinuteColumns.groupOf(series));
      }
    }
  }

  /// Which indexes of a group are excluded in a minute; empty for the most part.
  public BitSet excluded(long minute, int group) {
    var excluded = new BitSet();
    for (Shared each : group(group).shared.values()) {
      if (each.ranges.contains(minute)) {
        excluded.or(each.series);
      }
    }
    return excluded;
  }

  /// The minutes in which any series of a group is excluded here and not there, or the other way
  /// round.
  public MinuteRanges difference(SeriesMasks other, int group) {
    Map<MinuteRanges, Shared> mine = group(group).shared;
    Map<MinuteRanges, Shared> theirs = other.group(group).shared;
    var differing = new ArrayList<MinuteRanges.Range>();
    mine.forEach((ranges, each) -> addDifference(ranges, each, other, group, differing));
    theirs.forEach((ranges, each) -> addDifference(ranges, each, this, group, differing));
    return MinuteRanges.union(differing);
  }

  private static void addDifference(
      MinuteRanges ranges,
      Shared shared,
      SeriesMasks there,
      int group,
      List<MinuteRanges.Range> to) {
    shared.series.stream()
        .mapToObj(index -> there.of(group * MinuteColumns.GROUP_SIZE + index))
        .distinct()
        .filter(other -> !other.equals(ranges))
        .forEach(other -> to.addAll(ranges.difference(other).ranges()));
  }

  private Group group(int number) {
    while (groups.size() <= number) {
      groups.add(new Group());
    }
    Group group = groups.get(number);
    int first = number * MinuteColumns.GROUP_SIZE;
    int size = Math.min(MinuteColumns.GROUP_SIZE, ledger.seriesCount() - first);
    for (int index = group.bySeries.size(); index < size; index++) {
      MinuteRanges ranges = rangesOf.apply(ledger.key(first + index));
      group.bySeries.add(ranges);
      if (!ranges.isEmpty()) {
        group.shared.computeIfAbsent(ranges, r -> new Shared(r, new BitSet())).series.set(index);
      }
    }
    return group;
  }
}
