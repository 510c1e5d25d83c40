package dev.nines.slo.sli;

/// Series of a level, made one number for each group.
///
/// @param selector which series
/// @param element what is made of each sample, which is its input 0
/// @param aggregation how the samples of a group become one number
record LevelLeaf(VectorSelector selector, LevelNode element, Aggregation aggregation) {

  /// How several numbers become one.
  enum Aggregation {
    SUM,
    COUNT,
    AVG,
    MIN,
    MAX;

    /// The aggregate so far, with one more.
    ///
    /// @param count how many there were before
    double with(double sofar, double value, int count) {
      if (count == 0) {
        return this == COUNT ? 1 : value;
      }
      return switch (this) {
        case SUM -> sofar + value;
        case COUNT -> sofar + 1;
        case AVG -> sofar + (value - sofar) / (count + 1);
        case MIN -> Math.min(sofar, value);
        case MAX -> Math.max(sofar, value);
      };
    }
  }
}
