package dev.nines.collector.source;

import java.time.Duration;

/// The limits of a [SourceScheduler].
///
/// @param maxAtOncePerKind readings of one kind that run at the same time, at least 1
/// @param roundDelay how long the end of a round is put off at most while other readings run
public record SchedulerSettings(int maxAtOncePerKind, Duration roundDelay) {
  /// 256 at once; a round ends after a second at the latest.
  public static final SchedulerSettings DEFAULT = new SchedulerSettings(256, Duration.ofSeconds(1));

  public SchedulerSettings {
    if (maxAtOncePerKind < 1 || roundDelay.isNegative()) {
      throw new IllegalArgumentException(
          "%d readings at once and a round delay of %s, expected at least 1 and no negative delay"
              .formatted(maxAtOncePerKind, roundDelay));
    }
  }
}
