package dev.nines.slo.ledger;

import dev.nines.slo.ledger.Commit.Durability;
import dev.nines.slo.ledger.Commit.Refusal;
import java.time.Instant;
import java.util.List;

/// Makes batches durable and enters them in the books. When the disk fails they wait in memory, and
/// are recorded as soon as it takes them. For the writing thread; what is volatile anybody may ask.
final class Recorder {
  private final Books books;
  private final BatchCodec codec;
  private final BaselineTable baselines;
  private final JournalWriter journal;
  private final LedgerCounters counters;
  private long nextSequence;
  private volatile boolean undurable;
  private volatile int baselineCount;

  Recorder(
      Books books,
      BatchCodec codec,
      BaselineTable baselines,
      JournalWriter journal,
      LedgerCounters counters) {
    this.books = books;
    this.codec = codec;
    this.baselines = baselines;
    this.journal = journal;
    this.counters = counters;
  }

  /// Goes on after recovery.
  void begin(long sequence) {
    nextSequence = sequence;
    baselineCount = baselines.size();
  }

  /// Tells that the disk cannot be written.
  void diskFails() {
    undurable = true;
  }

  boolean undurable() {
    return undurable;
  }

  int baselineCount() {
    return baselineCount;
  }

  long lastSequence() {
    return nextSequence - 1;
  }

  /// The instant under which a batch is recorded: the ledger's clock never goes back.
  long recordedAtMillis(Batch batch) {
    return Math.max(books.clockMillis(), Minutes.millis(batch.recordedAt()));
  }

  Commit commit(Batch batch, EntryCheck check) {
    long recordedAtMillis = recordedAtMillis(batch);
    EntryCheck.Checked checked = check.check(batch.entries());
    List<Entry> accepted = checked.accepted();
    List<Refusal> refused = checked.refused();
    counters.refused.add(refused.size());
    Instant recordedAt = Instant.ofEpochMilli(recordedAtMillis);
    if (isNothing(batch, accepted)) {
      return new Commit(nextSequence - 1, recordedAt, accepted, refused, new Durability.Durable());
    }
    long sequence = nextSequence++;
    var encoded =
        new BatchCodec.Batch(
            BatchCodec.encodeCounts(accepted, batch.latencies()), batch.baselines());
    List<JournalWriter.Waiting> backlog = journal.backlog();
    boolean canWait = journal.hasRoomFor(encoded.counts().length);
    Durability durability = journal.append(encoded, sequence, recordedAtMillis);
    baselineCount = baselines.size();
    counters.batches.increment();
    counters.entries.add(accepted.size());
    books.lock.writeLock().lock();
    try {
      switch (durability) {
        case Durability.Durable _ -> {
          recordBacklog(backlog, recordedAtMillis);
          record(sequence, recordedAtMillis, new BatchCodec.Counts(accepted, batch.latencies()));
        }
        case Durability.Undurable _ -> hold(canWait, sequence, recordedAtMillis, accepted);
      }
      books.fold();
    } finally {
      books.lock.writeLock().unlock();
    }
    return new Commit(sequence, recordedAt, accepted, refused, durability);
  }

  private boolean isNothing(Batch batch, List<Entry> accepted) {
    return accepted.isEmpty()
        && batch.baselines().isEmpty()
        && batch.latencies().isEmpty()
        && !codec.hasNewSeries()
        && !undurable;
  }

  private void recordBacklog(List<JournalWriter.Waiting> backlog, long recordedAtMillis) {
    for (JournalWriter.Waiting batch : backlog) {
      try {
        record(
            batch.sequence(),
            recordedAtMillis,
            BatchCodec.decodeCounts(new ByteSource(batch.counts())));
      } catch (DamagedException e) {
        throw new IllegalStateException("a batch in memory cannot be read back", e);
      }
    }
    books.waiting = Unsealed.empty();
    counters.waiting.reset();
    undurable = false;
  }

  private void record(long sequence, long recordedAtMillis, BatchCodec.Counts counts) {
    books.record(journal.firstSequence(), sequence, recordedAtMillis, counts);
    long closedUntil = books.minutes.closedUntil(recordedAtMillis);
    for (Entry entry : counts.entries()) {
      if (entry.isInterval()) {
        counters.intervals.increment();
      } else if (entry.epochMinute() < closedUntil) {
        counters.restatements.increment();
      } else {
        counters.plain.increment();
      }
    }
  }

  private void hold(boolean canWait, long sequence, long recordedAtMillis, List<Entry> entries) {
    undurable = true;
    counters.undurableBatches.increment();
    if (canWait) {
      counters.waiting.add(entries.size());
    } else {
      counters.unrecorded.add(entries.size());
    }
    books.hold(canWait ? books.waiting : books.unrecorded, sequence, recordedAtMillis, entries);
  }
}
