package dev.nines.alerts.lifecycle;

import java.time.Instant;

/// Which promises are under planned maintenance. While one is, no burn of it begins and none gets
/// worse; one that fires already goes on until it ends.
///
/// Plugged in by the gateway; called by the thread that steps the lifecycle.
@FunctionalInterface
public interface Maintenance {
  /// Nothing ever is.
  Maintenance NONE = (_, _) -> false;

  /// Whether this promise is under maintenance at this instant.
  boolean covers(AlertKey promise, Instant now);
}
