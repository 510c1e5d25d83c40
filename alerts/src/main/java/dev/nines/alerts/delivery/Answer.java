package dev.nines.alerts.delivery;

import java.time.Duration;
import java.util.Optional;

/// What came back from an Alertmanager.
sealed interface Answer {

  /// It has the alerts.
  record Accepted() implements Answer {}

  /// At least one alert is bad (400), or there are too many (413); the good ones may have been
  /// stored.
  record Refused(String reason) implements Answer {}

  /// It could not be reached, or could not do it now; worth another try.
  ///
  /// @param retryAfter how long it asks to be left alone
  record Failed(String reason, Optional<Duration> retryAfter) implements Answer {}
}
