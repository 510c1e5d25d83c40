package dev.nines.slo.ledger;

/// Events of which only an interval is known, as after a gap in the measurement: they happened
/// somewhere in `[fromMinute, toMinuteExclusive)`.
///
/// @param fromMinute the first epoch minute in which they may have happened
/// @param toMinuteExclusive the epoch minute after the last
/// @param good good events
/// @param bad bad events
/// @param doubtful events that could be either
public record Interval(
    long fromMinute, long toMinuteExclusive, long good, long bad, long doubtful) {}
