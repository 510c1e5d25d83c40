package dev.nines.alerts.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counters of one Alertmanager instance since the start; all are there, at zero, before the first
/// alert.
///
/// Every alert that was due is in `sent`, in `refused`, or still in `waiting`; one that is told
/// again each minute counts again. Alert on `waiting` staying above zero, or on `lastSuccessAt`
/// being some minutes old (the `Watchdog` is sent each minute, so there is always something to
/// succeed with).
///
/// @param url the instance
/// @param sent alerts that it accepted
/// @param refused alerts that it would not have (HTTP 400)
/// @param failedRequests requests that found no receiver, or one that could not take them
/// @param dropped alerts that did not fit into the outbox
/// @param waiting alerts that it must still be told
/// @param clockSkew how far its clock is ahead of ours, once measured
/// @param lastSuccessAt when it last accepted something
/// @param lastError why the last request failed, absent once one succeeded
/// @param lastRefusal what it said of the last alert that it would not have
public record InstanceStats(
    String url,
    long sent,
    long refused,
    long failedRequests,
    long dropped,
    int waiting,
    Optional<Duration> clockSkew,
    Optional<Instant> lastSuccessAt,
    Optional<String> lastError,
    Optional<String> lastRefusal) {}
