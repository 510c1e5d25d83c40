package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;
import java.time.Instant;

/// What one observation adds to one objective for one group. All counts come from that observation.
///
/// @param objective the objective
/// @param group the value of the label by which the objective groups, usually a tenant's id; empty
///   for an objective without groups, and for series that lack the label (what could not be
///   attributed)
/// @param since when the same target was last read whole: the counts fell in `(since, at]`
/// @param at when the target was read
/// @param good good events; never negative
/// @param bad bad events; never negative
/// @param doubtful events that could be either; never negative
public record Contribution(
    Objective objective,
    String group,
    Instant since,
    Instant at,
    long good,
    long bad,
    long doubtful) {

  /// All events. Zero means: observed, and nothing happened.
  public long total() {
    return good + bad + doubtful;
  }
}
