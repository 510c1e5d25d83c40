package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One reading in progress. It is settled when its outcome is known, which a timeout may decide,
/// and ended when its thread is through; only then may the source be read again.
final class Run {
  final Lane lane;
  final Source source;
  final Instant at;
  final long startedNanos;
  private final long deadlineNanos;

  /// Guarded by the scheduler's lock.
  boolean settled;

  /// Guarded by the scheduler's lock.
  boolean emitted;

  /// Guarded by the scheduler's lock.
  boolean ended;

  private @Nullable Thread reader;

  Run(Lane lane, Instant at, long startedNanos) {
    this.lane = lane;
    this.source = lane.source();
    this.at = at;
    this.startedNanos = startedNanos;
    this.deadlineNanos = startedNanos + lane.timeout().toNanos();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /// Reads on the calling thread. Whatever the source throws, errors included, is an outcome: one
  /// broken source must not take the others along.
  Reading read() {
    beginInterruptible();
    try {
      Observation observation = source.read(at);
      return observation.reading();
    } catch (Throwable failure) {
      if (failure instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
        throw fatal;
      }
      return Failures.meaningOf(failure);
    } finally {
      endInterruptible();
    }
  }

  /// Tells the reading to stop; does nothing to what its thread does afterwards.
  synchronized void interrupt() {
    if (reader != null) {
      reader.interrupt();
    }
  }

  private synchronized void beginInterruptible() {
    reader = Thread.currentThread();
  }

  private synchronized void endInterruptible() {
    reader = null;
    // A timeout that came just as the reading ended must not hit what follows.
    Thread.interrupted();
  }
}
