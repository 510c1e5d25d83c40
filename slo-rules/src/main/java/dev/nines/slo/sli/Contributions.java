package dev.nines.slo.sli;

import java.util.List;

/// What one observation adds.
///
/// @param counts one per objective and group whose total selector matched, also when all are zero
/// @param changedBaselines counters whose last value is now another one, to be journalled
/// @param violations counts that cannot be
public record Contributions(
    List<Contribution> counts, List<Baseline> changedBaselines, List<Violation> violations) {
  /// Nothing at all, as from a reading that was not complete.
  public static final Contributions NONE = new Contributions(List.of(), List.of(), List.of());
}
