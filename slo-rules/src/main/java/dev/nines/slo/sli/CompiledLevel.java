package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Series;
import java.util.List;

/// A threshold's query, compiled, and the labels by which its levels are grouped. Immutable.
///
/// Each reading is one event for each group: good if the level compares with the bound as it
/// should, bad if not. Unlike a ratio's, a level's query may divide and take maxima: it needs one
/// reading and no window.
public final class CompiledLevel {
  private final LevelNode root;
  private final List<LevelLeaf> leaves;
  private final GroupLabels groupBy;
  private final Indicator.Threshold threshold;

  CompiledLevel(
      Indicator.Threshold threshold, LevelNode root, List<LevelLeaf> leaves, GroupLabels groupBy) {
    this.threshold = threshold;
    this.root = root;
    this.leaves = List.copyOf(leaves);
    this.groupBy = groupBy;
  }

  /// Compiles the query of a threshold.
  ///
  /// @param groupBy as of [CompiledIndicator#compile]
  public static Compilation<CompiledLevel> compile(Indicator.Threshold threshold, String groupBy) {
    try {
      return new Compilation.Compiled<>(new LevelCompiler(threshold).compile(groupBy));
    } catch (QueryException e) {
      return new Compilation.Refused<>(List.of(e.in(Refusal.Part.TOTAL)));
    }
  }

  /// The labels in the form of [dev.nines.slo.model.Objective#groupBy]; empty if there is one group
  /// only.
  public String groupBy() {
    return groupBy.toString();
  }

  String groupOf(Series series) {
    return groupBy.of(series);
  }

  List<LevelLeaf> leaves() {
    return leaves;
  }

  /// The level of a group, given the numbers of its leaves; NaN if there is none.
  double level(java.util.function.IntToDoubleFunction leaves, double nowSeconds) {
    return root.value(leaves, nowSeconds);
  }

  boolean isGood(double level) {
    double bound = threshold.bound();
    return switch (threshold.comparison()) {
      case LT -> level < bound;
      case LTE -> level <= bound;
      case GT -> level > bound;
      case GTE -> level >= bound;
    };
  }
}
