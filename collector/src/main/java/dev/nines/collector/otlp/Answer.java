package dev.nines.collector.otlp;

import java.time.Duration;

/// What a request comes to, whatever the transport.
sealed interface Answer {

  /// It was taken, perhaps not all of it.
  ///
  /// @param rejected spans, data points or log records that were not
  /// @param message why; empty if there is nothing to say
  record Accepted(long rejected, String message) implements Answer {
    static final Accepted WHOLE = new Accepted(0, "");
  }

  /// It is not what it says it is; sending it again is of no use.
  record Malformed(String message) implements Answer {}

  /// It is larger than is taken; sending it again is of no use.
  record TooLarge(String message) implements Answer {}

  /// There is no room at the moment.
  ///
  /// @param retryAfter when to try again
  record Overloaded(String message, Duration retryAfter) implements Answer {}

  /// Something failed inside; it may be sent again.
  record Failed(String message) implements Answer {}
}
