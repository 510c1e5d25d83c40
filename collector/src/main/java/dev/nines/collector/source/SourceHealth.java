package dev.nines.collector.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one source is doing, for the console and for the `nines_source_*` metrics.
///
/// `readings` counts every observation that was emitted, so `readings - failures` were complete;
/// `timeouts` and `skipped` are parts of `failures`.
///
/// @param kind the kind of source
/// @param target the target within the kind
/// @param interval how often it is read
/// @param state what the last observation said
/// @param lastReadAt when the last observation was made; absent before the first one
/// @param lastCompleteAt when the last complete one was made
/// @param reason why the state is not OK, for people; empty if it is
/// @param readings observations emitted since the gateway started
/// @param failures of these, those that were not complete
/// @param timeouts of these, readings that took longer than the source's timeout
/// @param skipped of the failures, readings that did not run because the last one had not ended or
///   too many of the kind were running
/// @param lastTook how long the last reading took
public record SourceHealth(
    String kind,
    String target,
    Duration interval,
    State state,
    Optional<Instant> lastReadAt,
    Optional<Instant> lastCompleteAt,
    String reason,
    long readings,
    long failures,
    long timeouts,
    long skipped,
    Duration lastTook) {

  /// What the last observation said.
  public enum State {
    /// Not read yet.
    STARTING,
    /// Read in full.
    OK,
    /// The target does not answer.
    UNREACHABLE,
    /// We cannot see.
    BLIND,
    /// The target answers in part.
    PARTIAL
  }
}
