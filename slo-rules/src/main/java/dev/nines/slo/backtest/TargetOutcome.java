package dev.nines.slo.backtest;

import java.math.BigDecimal;

/// What another target would have meant.
///
/// @param target the share of good events promised
/// @param kept whether the promise would have been kept at every moment that was measured well
///   enough
/// @param worstBudgetRemainingRatio the least that was left of the budget
/// @param pages alerts that would have woken somebody
/// @param tickets all other alerts
public record TargetOutcome(
    BigDecimal target, boolean kept, double worstBudgetRemainingRatio, int pages, int tickets) {}
