package dev.nines.collector.mariadb;

import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// How large each tenant's database was during the last day, for its growth. Kept by the gateway
/// over changes of its sources. Safe between threads.
public final class SizeHistory {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration APART = Duration.ofMinutes(15);
  private static final Duration LEAST = Duration.ofHours(1);

  private record Key(String server, TenantId tenant) {}

  private record Size(Instant at, double bytes) {}

  private final Map<Key, ArrayDeque<Size>> sizes = new HashMap<>();

  /// Notes a size.
  ///
  /// @return the growth in bytes a day over the last day, or over what is known of it; absent
  ///   before an hour is known
  synchronized OptionalDouble growthPerDay(
      String server, TenantId tenant, Instant at, double bytes) {
    ArrayDeque<Size> known =
        sizes.computeIfAbsent(new Key(server, tenant), _ -> new ArrayDeque<>());
    while (!known.isEmpty() && known.getFirst().at().isBefore(at.minus(KEPT))) {
      known.removeFirst();
    }
    if (known.isEmpty() || !known.getLast().at().plus(APART).isAfter(at)) {
      known.addLast(new Size(at, bytes));
    }
    Size first = known.getFirst();
    Duration span = Duration.between(first.at(), at);
    return span.compareTo(LEAST) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (bytes - first.bytes()) * Duration.ofDays(1).toMillis() / span.toMillis());
  }
}
