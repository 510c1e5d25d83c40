package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The levels that one target has, made of each of its readings.
///
/// A reading speaks for the time since the one before, unless that was longer ago than twice the
/// distance of the two before it: then something was missed, and it speaks for its own minute.
final class Levels {
  private static final double MILLIS_PER_SECOND = 1000;

  private final List<Level> all;
  private final Map<Key, Cell> cells = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private @Nullable Instant lastAt;
  private @Nullable Duration lastGap;

  /// An objective with a threshold.
  record Level(Objective objective, CompiledLevel compiled) {
    boolean wants(Series series) {
      return compiled.leaves().stream().anyMatch(leaf -> leaf.selector().matches(series));
    }
  }

  private record Key(Level level, String group) {}

  /// Where the sample at a position of the reading goes.
  private record Place(int position, Cell cell, int leaf) {}

  Levels(List<Level> all) {
    this.all = all;
  }

  /// Takes note of the series of the readings to come. Groups that are gone are forgotten.
  void align(Series[] order) {
    cells.clear();
    places.clear();
    for (Level level : all) {
      List<LevelLeaf> leaves = level.compiled.leaves();
      for (int position = 0; position < order.length; position++) {
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
          if (leaves.get(leaf).selector().matches(order[position])) {
            var key = new Key(level, level.compiled.groupOf(order[position]));
            Cell cell = cells.computeIfAbsent(key, _ -> new Cell(leaves));
            places.add(new Place(position, cell, leaf));
          }
        }
      }
    }
  }

  /// What a reading says of each level that it has.
  void read(List<Sample> samples, Instant at, Collection<Contribution> into) {
    if (all.isEmpty()) {
      return;
    }
    double nowSeconds = at.toEpochMilli() / MILLIS_PER_SECOND;
    cells.values().forEach(Cell::clear);
    for (Place place : places) {
      double value = samples.get(place.position).value();
      if (!Double.isNaN(value)) {
        place.cell.add(place.leaf, value, nowSeconds);
      }
    }
    Instant since = since(at);
    cells.forEach(
        (key, cell) -> {
          Level level = key.level;
          double value = cell.value(level.compiled, nowSeconds);
          if (Double.isFinite(value)) {
            int good = level.compiled.isGood(value) ? 1 : 0;
            into.add(new Contribution(level.objective, key.group, since, at, good, 1 - good, 0));
          }
        });
  }

  private Instant since(Instant at) {
    Instant before = lastAt;
    Duration usual = lastGap;
    lastAt = at;
    if (before == null || !before.isBefore(at)) {
      return at;
    }
    Duration gap = Duration.between(before, at);
    lastGap = gap;
    return usual == null || gap.compareTo(usual.multipliedBy(2)) <= 0 ? before : at;
  }

  /// The numbers of one group in one reading.
  private static final class Cell {
    private final List<LevelLeaf> leaves;
    private final double[] values;
    private final int[] counts;

    Cell(List<LevelLeaf> leaves) {
      this.leaves = leaves;
      values = new double[leaves.size()];
      counts = new int[leaves.size()];
    }

    void clear() {
      Arrays.fill(counts, 0);
    }

    void add(int leaf, double sample, double nowSeconds) {
      double value = leaves.get(leaf).element().value(_ -> sample, nowSeconds);
      values[leaf] = leaves.get(leaf).aggregation().with(values[leaf], value, counts[leaf]);
      counts[leaf]++;
    }

    double value(CompiledLevel compiled, double nowSeconds) {
      boolean seen = false;
      for (int count : counts) {
        seen |= count > 0;
      }
      return seen
          ? compiled.level(leaf -> counts[leaf] > 0 ? values[leaf] : Double.NaN, nowSeconds)
          : Double.NaN;
    }
  }
}
