package dev.nines.slo.backtest;

import java.time.Instant;
import java.util.OptionalDouble;

/// A point of the budget's curve.
///
/// @param at when
/// @param sliRatio good / valid events over the budget window up to then, absent without events
/// @param budgetRemainingRatio the share of the error budget left: 1 untouched, below 0 overspent
/// @param coverageRatio the share of the window's minutes that were measured
public record BudgetPoint(
    Instant at, OptionalDouble sliRatio, double budgetRemainingRatio, double coverageRatio) {}
