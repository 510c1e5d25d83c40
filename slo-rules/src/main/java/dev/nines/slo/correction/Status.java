package dev.nines.slo.correction;

import java.time.Instant;

/// What became of a correction.
public sealed interface Status {

  /// It waits for the next evaluation, or for its last minute to close.
  record Waiting() implements Status {}

  /// It is being written to the ledger, as the batch of this number; a crash is over before anybody
  /// is told so.
  ///
  /// @param sequence of the batch
  record Begun(long sequence) implements Status {}

  /// It is in the ledger.
  ///
  /// @param at as of which instant it counts
  /// @param sequence the ledger's batch
  /// @param minutes how many minutes it changed
  /// @param added what it added to them altogether
  record Recorded(Instant at, long sequence, int minutes, Change.Counts added) implements Status {}

  /// It cannot be, and changed nothing.
  ///
  /// @param at when that was found
  /// @param reason for people
  record Refused(Instant at, String reason) implements Status {}
}
