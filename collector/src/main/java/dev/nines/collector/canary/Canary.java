package dev.nines.collector.canary;

import java.time.Duration;
import java.util.regex.Pattern;

/// One declared statement.
///
/// @param name the value of the label `canary`
/// @param sql one statement that only reads; its rows are fetched and thrown away
/// @param threshold an answer that takes longer is bad
/// @param timeout when the server ends the statement; at least the threshold
/// @param interval from one to the next on the same tenant, if the limits allow it
public record Canary(
    String name, String sql, Duration threshold, Duration timeout, Duration interval) {

  /// What a canary may be called.
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /// The same, run as rarely as a limit for all statements together asks.
  ///
  /// @param sharers how many statements there are, one for each tenant and canary
  /// @param perMinute how many may be run in a minute
  public Canary within(long sharers, int perMinute) {
    Duration least = Duration.ofMillis(60_000 * sharers / perMinute);
    return least.compareTo(interval) <= 0 ? this : new Canary(name, sql, threshold, timeout, least);
  }
}
