package dev.nines.alerts.cluster;

import dev.nines.alerts.generate.RecordedNames;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The counts of all windows as the cluster's rules recorded them last. Immutable.
///
/// @param recordedAt when the rules counted the shortest window last
record ClusterCounts(Instant recordedAt, Map<Key, Count> counts) {

  /// A window of one promise to one tenant.
  record Key(String tenant, String service, String slo, Duration window) {
    static Key of(Verdict verdict, Duration window) {
      var objective = verdict.objective();
      return new Key(verdict.tenant().id().value(), objective.service(), objective.slo(), window);
    }
  }

  /// Events of a window; `increase` estimates, so whole numbers are the nearest.
  record Count(long bad, long total) {}

  ClusterCounts {
    counts = Map.copyOf(counts);
  }

  Optional<Count> of(Key key) {
    return Optional.ofNullable(counts.get(key));
  }

  /// Reads them.
  ///
  /// @param windows all that somebody asks for
  /// @throws IOException if the cluster does not answer, or has not recorded anything
  static ClusterCounts read(RecordedSeries series, Collection<Duration> windows, Instant now)
      throws IOException {
    var bad = new HashMap<Key, Long>();
    var total = new HashMap<Key, Long>();
    for (var window : windows) {
      read(series.query(RecordedNames.bad(window), now), window, bad);
      read(series.query(RecordedNames.total(window), now), window, total);
    }
    var counts = new HashMap<Key, Count>();
    total.forEach(
        (key, all) -> {
          long failed = Math.min(all, bad.getOrDefault(key, 0L));
          counts.put(key, new Count(failed, all));
        });
    return new ClusterCounts(recordedAt(series, now), counts);
  }

  private static Instant recordedAt(RecordedSeries series, Instant now) throws IOException {
    var newest = "max(timestamp(%s))".formatted(RecordedNames.total(RecordedNames.SHORTEST));
    OptionalDouble seconds =
        series.query(newest, now).stream().mapToDouble(RecordedSeries.Value::value).max();
    if (seconds.isEmpty()) {
      throw new IOException(
          "it has recorded nothing yet: load the files of 'nines generate prometheus' as its"
              + " rules");
    }
    return Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * 1000));
  }

  private static void read(
      Collection<RecordedSeries.Value> values, Duration window, Map<Key, Long> into) {
    for (var each : values) {
      var labels = each.labels();
      if (Double.isFinite(each.value())) {
        into.merge(
            new Key(
                labels.getOrDefault("tenant", ""),
                labels.getOrDefault("service", ""),
                labels.getOrDefault("slo", ""),
                window),
            Math.max(0, Math.round(each.value())),
            Math::max); // a tenant that changes its tier has two series for a while
      }
    }
  }
}
