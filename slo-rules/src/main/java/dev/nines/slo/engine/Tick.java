package dev.nines.slo.engine;

import dev.nines.slo.ledger.Commit;
import dev.nines.slo.sli.Violation;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/// What one tick did and found.
///
/// @param at the instant of evaluation
/// @param verdicts one for each objective of each tenant
/// @param promisesChanged whether these are other objectives or tenants than in the last tick
/// @param commit whether the tick's entries are durable
/// @param quarantined counts whose group is no known tenant; they went nowhere
/// @param violations readings that contradicted themselves (good above total); they went nowhere
public record Tick(
    Instant at,
    List<Verdict> verdicts,
    boolean promisesChanged,
    Commit commit,
    int quarantined,
    List<Violation> violations) {

  /// The same tick, judged by somebody else.
  public Tick withVerdicts(List<Verdict> others) {
    return new Tick(at, others, promisesChanged, commit, quarantined, violations);
  }
}
