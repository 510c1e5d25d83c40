package dev.nines.alerts.sink;

import java.time.Instant;
import java.util.Optional;

/// Counters of one sink since the start. Every notice that was due is in `sent`, in `refused`, or
/// is tried again; alert on `lastError` staying there.
///
/// @param sink its name
/// @param sent notices that the receiver took
/// @param refused notices that it never will
/// @param failures attempts that failed
/// @param lastSuccessAt when it last took one
/// @param lastError why the last attempt failed, absent once one succeeded
public record SinkStats(
    String sink,
    long sent,
    long refused,
    long failures,
    Optional<Instant> lastSuccessAt,
    Optional<String> lastError) {}
