package dev.nines.alerts.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How far another machine's clock is ahead of ours, from the `Date` header of its answers. Exact
/// to half a second and half the round trip, because the header has whole seconds.
final class ClockSkew {
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private ClockSkew() {}

  /// How far the server's clock is ahead, negative if behind; empty if the header is not a date.
  ///
  /// @param date the `Date` header, RFC 9110 section 6.6.1
  static Optional<Duration> measure(Instant sentAt, Instant receivedAt, String date) {
    try {
      var truncated = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var midpoint = sentAt.plus(Duration.between(sentAt, receivedAt).dividedBy(2));
      return Optional.of(Duration.between(midpoint, truncated.plus(HALF_A_SECOND)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
