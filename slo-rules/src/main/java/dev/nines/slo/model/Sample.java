package dev.nines.slo.model;

/// One value of one series, as it was read.
///
/// @param series whose value it is
/// @param value the raw value; for [SampleKind#CUMULATIVE] the running total, not the increase
public record Sample(Series series, double value) {}
