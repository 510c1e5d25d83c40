package dev.nines.collector.forward;

import java.time.Duration;
import java.util.Optional;

/// Where records of a queue are sent to. Called by one thread.
interface Destination {

  /// What became of a record.
  sealed interface Result {
    /// It arrived.
    record Sent() implements Result {}

    /// It may arrive later.
    ///
    /// @param after what the other side asked for
    record Later(String reason, Optional<Duration> after) implements Result {}

    /// It never will.
    ///
    /// @param status of HTTP
    record Refused(int status, String reason) implements Result {}
  }

  /// Sends a record; blocks.
  Result send(byte[] record) throws InterruptedException;
}
