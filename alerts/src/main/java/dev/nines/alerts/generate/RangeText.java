package dev.nines.alerts.generate;

import java.time.Duration;

/// Durations as Prometheus writes them.
final class RangeText {
  private RangeText() {}

  /// In the largest unit that fits: `5m`, `6h`, `30d`.
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
