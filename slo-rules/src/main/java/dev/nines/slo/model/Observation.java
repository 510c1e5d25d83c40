package dev.nines.slo.model;

import java.time.Instant;
import java.util.List;

/// What one source found out about one target at one instant. Good and bad of an SLI always come
/// from one observation, so an observation is whole or it carries no samples at all.
///
/// @param source the kind of source, for example `scrape` or `mariadb`
/// @param target the target within the source, stable over restarts: baselines of counters are kept
///   by source and target
/// @param at when the target was read
/// @param reading what was found
public record Observation(String source, String target, Instant at, Reading reading) {

  /// The outcome of a reading, by the truth table of the design (3.6).
  public sealed interface Reading {

    /// The target answered in full and consistently.
    ///
    /// @param samples the values of the series that something needs
    /// @param latencies durations since the last reading
    record Complete(List<Sample> samples, List<LatencyDelta> latencies) implements Reading {
      public Complete {
        samples = List.copyOf(samples);
        latencies = List.copyOf(latencies);
      }
    }

    /// The target did not answer although our reference did: the target's fault. A source that
    /// measures availability reports this as a [Complete] reading with a bad event instead.
    ///
    /// @param reason for people; no secrets, no other tenant's data
    record Unreachable(String reason) implements Reading {}

    /// We could not see: the reference was unreachable too, or the source did not run.
    ///
    /// @param reason for people
    record Blind(String reason) implements Reading {}

    /// The target answered in part, or contradicted itself. Counts nowhere.
    ///
    /// @param reason for people
    record Partial(String reason) implements Reading {}
  }
}
