package dev.nines.slo.verdict;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.window.Figures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How one objective stands for one tenant at an instant.
///
/// Doubtful events make the SLI an interval: `sliRatio` counts every one as bad, `sliUpperRatio` as
/// good. All other figures follow the lower one, so what is shown is never better than what was
/// measured.
///
/// @param objective what was promised
/// @param tenant to whom
/// @param at the instant judged; it still holds after that until something it depends on changes
/// @param figures the counts over the budget window
/// @param sliRatio good / valid events over the budget window, absent without events
/// @param sliUpperRatio the same with doubtful events as good
/// @param errorBudgetRatio the share of events that may be bad over the budget window; 1 − target,
///   and where the target changed within the window, each part by the target then in force
/// @param budgetRemainingRatio the share of the error budget left: 1 untouched (also without
///   events), below 0 overspent
/// @param coverageRatio the share of minutes since onboarding that were measured, 0 to 1
/// @param tiers what each burn-rate tier sees, from the most to the least severe
/// @param state the answer in one word
public record Verdict(
    Objective objective,
    Tenant tenant,
    Instant at,
    Figures figures,
    OptionalDouble sliRatio,
    OptionalDouble sliUpperRatio,
    double errorBudgetRatio,
    double budgetRemainingRatio,
    double coverageRatio,
    List<TierReading> tiers,
    State state) {

  public Verdict {
    tiers = List.copyOf(tiers);
  }

  /// The same with other readings.
  Verdict withTiers(List<TierReading> readings) {
    return new Verdict(
        objective,
        tenant,
        at,
        figures,
        sliRatio,
        sliUpperRatio,
        errorBudgetRatio,
        budgetRemainingRatio,
        coverageRatio,
        readings,
        state);
  }

  /// The share of good events that is promised at the instant judged.
  public BigDecimal target() {
    return objective.targetFor(tenant, at);
  }

  /// The answer in one word.
  public enum State {
    /// The promise is kept.
    MET,
    /// The promise is broken, whatever the doubtful events were.
    BREACHED,
    /// Too few minutes were measured, or the doubtful events decide.
    INSUFFICIENT_DATA,
    /// There was no event in the window.
    NO_DATA,
    /// The source contradicts itself (more good than valid events, a negative count), so nothing is
    /// judged until a person has looked.
    FROZEN;

    /// The state as people and labels write it, for example `insufficient_data`.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
