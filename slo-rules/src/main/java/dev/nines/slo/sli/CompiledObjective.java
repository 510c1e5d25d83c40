package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;

/// An objective with its queries compiled. Equal only to itself, so that it is a cheap key.
final class CompiledObjective {
  private final Objective objective;
  private final CompiledIndicator indicator;

  CompiledObjective(Objective objective, CompiledIndicator indicator) {
    this.objective = objective;
    this.indicator = indicator;
  }

  Objective objective() {
    return objective;
  }

  CompiledIndicator indicator() {
    return indicator;
  }
}
