package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.sli.Baseline;
import java.time.Instant;
import java.util.List;

/// Everything that one evaluation tick adds: it becomes durable as a whole or not at all.
///
/// @param recordedAt the instant of the tick
/// @param entries counts, zero counts for what was observed idle
/// @param baselines counters whose last raw value changed
/// @param latencies durations since the last reading; they belong to the hour of `recordedAt`
public record Batch(
    Instant recordedAt,
    List<Entry> entries,
    List<Baseline> baselines,
    List<LatencyDelta> latencies) {

  public Batch {
    entries = List.copyOf(entries);
    baselines = List.copyOf(baselines);
    latencies = List.copyOf(latencies);
  }
}
