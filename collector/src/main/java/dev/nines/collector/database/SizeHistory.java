package dev.nines.collector.database;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /// Notes sizes, and says how fast each tenant grows.
  ///
  /// @param name of the series of the growth in bytes a day over the last day, or over what is
  ///   known of it; a tenant of whom less than an hour is known has none
  /// @param bytes each tenant's size at the instant `at`
  public List<Sample> growth(
      String name, SeriesBook book, String server, Instant at, Map<TenantId, Double> bytes) {
    var samples = new ArrayList<Sample>();
    bytes.forEach(
        (tenant, size) ->
            growthPerDay(server, tenant, at, size)
                .ifPresent(
                    growth ->
                        samples.add(
                            new Sample(book.ofTenant(name, tenant, SampleKind.GAUGE), growth))));
    return samples;
  }

  private synchronized OptionalDouble growthPerDay(
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
