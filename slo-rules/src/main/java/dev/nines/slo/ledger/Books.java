package dev.nines.slo.ledger;

import dev.nines.slo.model.LatencyDelta;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// All that a ledger holds in memory, and the lock over it.
///
/// Only the writing thread changes anything, and only with the write lock; so it may read without.
/// Other threads read with the read lock, copy what they need (chunks never change) and let go
/// before they touch a file, so that a report never makes the engine wait for a disk.
final class Books {
  final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  final Minutes minutes;
  final Catalog catalog = new Catalog();
  final Unsealed durable = Unsealed.empty();
  final LatencyHours latencies = new LatencyHours();
  final SealedHours sealed = new SealedHours();

  /// The last hour of which each journal segment holds plain entries or latencies.
  final NavigableMap<Long, Long> segments = new TreeMap<>();

  /// Batches that wait for the disk: not part of the record, but of running sums.
  Unsealed waiting = Unsealed.empty();

  /// Batches that will never be recorded, because too many waited.
  final Unsealed unrecorded = Unsealed.empty();

  private volatile long clockMillis;

  Books(Minutes minutes, long clockMillis) {
    this.minutes = minutes;
    this.clockMillis = clockMillis;
  }

  /// The ledger's own clock: the latest instant that it was told. Never goes back.
  long clockMillis() {
    return clockMillis;
  }

  /// The first minute that is not closed.
  long closedUntil() {
    return minutes.closedUntil(clockMillis);
  }

  void moveClock(long millis) {
    clockMillis = Math.max(clockMillis, millis);
  }

  /// Adds a durable batch.
  void record(long segment, long sequence, long recordedAtMillis, BatchCodec.Counts counts) {
    long closedUntil = minutes.closedUntil(recordedAtMillis);
    long lastHour = Minutes.hourOf(Minutes.of(recordedAtMillis));
    for (Entry entry : counts.entries()) {
      durable.add(entry, recordedAtMillis, sequence, closedUntil);
      if (!entry.isInterval()) {
        lastHour = Math.max(lastHour, Minutes.hourOf(entry.epochMinute()));
      }
    }
    long hour = Minutes.hourOf(Minutes.of(recordedAtMillis));
    for (LatencyDelta latency : counts.latencies()) {
      latencies.add(hour, latency);
    }
    segments.merge(segment, lastHour, Math::max);
    moveClock(recordedAtMillis);
  }

  /// Adds entries that are not durable.
  void hold(Unsealed where, long sequence, long recordedAtMillis, List<Entry> entries) {
    long closedUntil = minutes.closedUntil(recordedAtMillis);
    entries.forEach(entry -> where.add(entry, recordedAtMillis, sequence, closedUntil));
    moveClock(recordedAtMillis);
  }

  /// Folds the minutes that have closed.
  void fold() {
    long closedUntil = closedUntil();
    durable.minutes().fold(closedUntil);
    waiting.minutes().fold(closedUntil);
    unrecorded.minutes().fold(closedUntil);
  }

  /// The first minute of the first hour that is not wholly in sealed files.
  long sealedUntil() {
    long hour = Minutes.hourOf(closedUntil());
    long first = durable.minutes().firstFoldedHour().orElse(hour);
    return Math.min(first, hour) * Minutes.PER_HOUR;
  }
}
