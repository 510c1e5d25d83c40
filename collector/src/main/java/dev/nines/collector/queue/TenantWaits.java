package dev.nines.collector.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How long each tenant's oldest job has waited in queues that tenants share. A tenant of which no
/// job waits is remembered for an hour, so that a promise counts its good readings too. Belongs to
/// one source.
final class TenantWaits {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_TENANTS = 10_000;

  private final Map<QueueName, Map<String, Instant>> lastSeen = new HashMap<>();

  /// @param waiting by tenant, of the jobs that were looked at
  /// @param whole whether all that wait were looked at; if not, nothing is said of tenants that are
  ///   not among them
  Map<String, Duration> of(
      QueueName queue, Map<String, Duration> waiting, boolean whole, Instant now) {
    Map<String, Instant> seen = lastSeen.computeIfAbsent(queue, _ -> new HashMap<>());
    seen.values().removeIf(last -> last.plus(REMEMBERED).isBefore(now));
    for (String tenant : waiting.keySet()) {
      if (seen.size() < MOST_TENANTS || seen.containsKey(tenant)) {
        seen.put(tenant, now);
      }
    }
    var waits = new TreeMap<>(waiting);
    if (whole) {
      seen.keySet().forEach(tenant -> waits.putIfAbsent(tenant, Duration.ZERO));
    }
    return waits;
  }
}
