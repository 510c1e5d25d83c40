package dev.nines.collector.mariadb;

import java.time.Duration;

/// How tenants' own logins are tried on their neighbours' schemas.
///
/// @param passwords where the tenants' passwords are
/// @param interval from one round of attempts to the next, at least 1 s
/// @param attempts how many there are in a round, one after the other; at least 1
public record NeighbourSettings(TenantPasswords passwords, Duration interval, int attempts) {

  /// Each minute.
  public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  /// Five connections a minute, one at a time.
  public static final int DEFAULT_ATTEMPTS = 5;

  public NeighbourSettings {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0 || attempts < 1) {
      throw new IllegalArgumentException(
          "%d attempts each %s, expected at least 1 and at least 1 s"
              .formatted(attempts, interval));
    }
  }
}
