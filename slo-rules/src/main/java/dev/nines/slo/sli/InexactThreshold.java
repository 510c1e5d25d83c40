package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;

/// A latency threshold that is no edge of the histogram that is really exposed. Events between the
/// neighbouring edges count as doubtful: they could be on either side.
///
/// @param objective the objective
/// @param metric the histogram's bucket metric
/// @param thresholdSeconds the edge that the query asks for
/// @param lowerSeconds the next lower edge, 0 if there is none
/// @param upperSeconds the next higher edge, infinite if that is the last bucket
public record InexactThreshold(
    Objective objective,
    String metric,
    double thresholdSeconds,
    double lowerSeconds,
    double upperSeconds) {

  /// What to do about it, with the bucket to add.
  public String remedy() {
    return "%s has no bucket le=\"%s\" (its neighbours are %s and %s). Add %s to the buckets of this histogram"
        .formatted(
            metric,
            text(thresholdSeconds),
            text(lowerSeconds),
            text(upperSeconds),
            text(thresholdSeconds));
  }

  private static String text(double edge) {
    if (Double.isInfinite(edge)) {
      return "+Inf";
    }
    return edge == Math.rint(edge) ? String.valueOf((long) edge) : String.valueOf(edge);
  }
}
