package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;

/// Counts that cannot be: more bad than all, or negative. Nothing of that reading is counted for
/// the objective and group.
///
/// @param objective the objective
/// @param group the group, as in [Contribution]
/// @param problem what cannot be, for people
public record Violation(Objective objective, String group, String problem) {}
