package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Reads one target, again and again. A [SourceScheduler] never runs two readings of one source at
/// once, so an implementation needs no locks; it must not do I/O in its constructor.
public interface Source {

  /// The kind of source, for example `scrape`; the first half of its identity.
  String kind();

  /// The target within the kind, stable over restarts: baselines of counters hang on it.
  String target();

  /// From one reading to the next.
  Duration interval();

  /// How long one reading may take. The schedule cuts it at [#interval()], so that a source only
  /// says what is too long for it at any pace.
  Duration timeout();

  /// Reads the target. Runs on a virtual thread, may block, and must end soon after its thread is
  /// interrupted, which is how a timeout reaches it.
  ///
  /// What cannot be read is either said by the returned observation or thrown: a [SourceException]
  /// says what its failure means, and of the usual exceptions those of a refused or lost connection
  /// mean that the target is unreachable, every other one that the reading is partial.
  ///
  /// @param at the instant of the observation
  Observation read(Instant at) throws Exception;

  /// The gauge that is 1 while the target can be reached and 0 while it cannot, for example `up`.
  /// The scheduler fills it, in an observation of its own (source `up`), because an observation of
  /// a failed reading carries no samples.
  default Optional<Series> up() {
    return Optional.empty();
  }

  /// Whether its readings are worth an evaluation as soon as they are in. What is read far more
  /// often than anything is promised, and pages nobody by the second, waits for the next one.
  default boolean opensRound() {
    return true;
  }

  /// Gives back what the source holds. Called once, after the last reading has ended.
  default void close() {}
}
