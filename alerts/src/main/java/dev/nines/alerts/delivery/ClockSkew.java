package dev.nines.alerts.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How far another machine's clock is ahead of ours (negative: behind), as bounds that hold for
/// certain.
///
/// The `Date` header of an answer has whole seconds and was written at some instant between request
/// and answer. So a slow answer says little, and bounds of several answers narrow each other; ones
/// that contradict the former mean that a clock was set.
///
/// @param least the clock is ahead by at least this
/// @param most and by at most this
record ClockSkew(Duration least, Duration most) {
  private static final Duration HEADER_RESOLUTION = Duration.ofSeconds(1);

  /// Clocks that agree; assumed of a server that does not tell.
  static final ClockSkew NONE = new ClockSkew(Duration.ZERO, Duration.ZERO);

  /// What one answer tells; nothing if the header is not a date.
  ///
  /// @param sentAt when the request was sent, on our clock
  /// @param receivedAt when the answer had come, on our clock
  /// @param date the `Date` header, RFC 9110 section 6.6.1
  static Optional<ClockSkew> measure(Instant sentAt, Instant receivedAt, String date) {
    try {
      var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(
          new ClockSkew(
              Duration.between(receivedAt, theirs),
              Duration.between(sentAt, theirs.plus(HEADER_RESOLUTION))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// What both tell, or the newer alone if they contradict each other.
  ClockSkew narrowedBy(ClockSkew newer) {
    var least = this.least.compareTo(newer.least) > 0 ? this.least : newer.least;
    var most = this.most.compareTo(newer.most) < 0 ? this.most : newer.most;
    return least.compareTo(most) <= 0 ? new ClockSkew(least, most) : newer;
  }

  /// The middle of the bounds.
  Duration estimate() {
    return least.plus(most).dividedBy(2);
  }
}
