package dev.nines.slo.engine;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TargetHistory;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Yardstick;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// One yardstick for all who were promised the same. For the engine's thread alone.
final class Yardsticks {
  private final Judge judge;
  private final IdentityHashMap<Objective, Map<TargetHistory, Yardstick>> known =
      new IdentityHashMap<>();

  Yardsticks(Judge judge) {
    this.judge = judge;
  }

  Yardstick of(Objective objective, Tenant tenant) {
    return known
        .computeIfAbsent(objective, _ -> new HashMap<>())
        .computeIfAbsent(
            objective.targetsFor(tenant), targets -> judge.yardstick(objective, targets));
  }
}
