package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The latency histograms of the hours that no sealed file holds yet. Guarded by the ledger's lock.
final class LatencyHours {
  /// Histograms of a sealed hour are spread over so many chunks, to read one tenant's without all.
  static final int CHUNKS = 64;

  private final NavigableMap<Long, NavigableMap<String, LatencyDelta>> byHour = new TreeMap<>();

  void add(long hour, LatencyDelta delta) {
    byHour
        .computeIfAbsent(hour, _ -> new TreeMap<>())
        .merge(key(delta.tenant(), delta.operation()), delta, LatencyHours::sum);
  }

  private static LatencyDelta sum(LatencyDelta one, LatencyDelta other) {
    return new LatencyDelta(one.tenant(), one.operation(), one.durations().plus(other.durations()));
  }

  Optional<LatencyHistogram> find(long hour, TenantId tenant, String operation) {
    var latencies = byHour.get(hour);
    return latencies == null
        ? Optional.empty()
        : Optional.ofNullable(latencies.get(key(tenant, operation))).map(LatencyDelta::durations);
  }

  /// The hours before one that have histograms.
  List<Long> hoursBefore(long hour) {
    return List.copyOf(byHour.headMap(hour, false).keySet());
  }

  /// The chunks of an hour's file.
  List<byte[]> chunks(long hour) {
    var buckets = new ArrayList<Collection<LatencyDelta>>();
    for (int i = 0; i < CHUNKS; i++) {
      buckets.add(new ArrayList<>());
    }
    byHour
        .getOrDefault(hour, new TreeMap<>())
        .forEach(
            (_, delta) ->
                buckets
                    .get(chunkOf(delta.tenant(), delta.operation()))
                    .add(LatencyCodec.withinBudget(delta)));
    return buckets.stream().map(LatencyHours::chunk).toList();
  }

  private static byte[] chunk(Collection<LatencyDelta> latencies) {
    if (latencies.isEmpty()) {
      return MinuteChunk.EMPTY;
    }
    var out = new ByteSink();
    LatencyCodec.encode(latencies, out);
    return out.toBytes();
  }

  void remove(long hour) {
    byHour.remove(hour);
  }

  static int chunkOf(TenantId tenant, String operation) {
    return Math.floorMod(key(tenant, operation).hashCode(), CHUNKS);
  }

  private static String key(TenantId tenant, String operation) {
    return tenant.value() + '/' + operation;
  }
}
