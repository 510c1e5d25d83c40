package dev.nines.slo.ledger;

import dev.nines.slo.ledger.Commit.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Appends batches, one force for each, and survives a failing disk.
///
/// After a failed write or force nothing is known of the end of the segment, and forcing again
/// would only seem to help (the kernel may have dropped the pages). So the segment is left as it is
/// and the batch waits in the backlog; the next batch tries to publish a new segment that begins
/// where the acknowledged batches end: snapshot, backlog, itself. What an old segment holds from
/// there on was never acknowledged and is passed over when read.
///
/// For the writing thread alone.
final class JournalWriter {
  private static final byte[] NO_COUNTS = BatchCodec.encodeCounts(List.of(), List.of());

  private final Storage storage;
  private final BatchCodec codec;
  private final long backlogBytes;
  private final LedgerCounters counters;
  private final List<Waiting> backlog = new ArrayList<>();
  private Optional<Storage.AppendFile> segment = Optional.empty();
  private long firstSequence;
  private long oldestNeeded = Long.MAX_VALUE;
  private long waitingBytes;
  private boolean empty = true;

  /// A batch that a failing disk did not take.
  ///
  /// @param sequence its number
  /// @param counts its entries and latencies
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Waiting(long sequence, byte[] counts) {}

  JournalWriter(Storage storage, BatchCodec codec, LedgerOptions options, LedgerCounters counters) {
    this.storage = storage;
    this.codec = codec;
    this.backlogBytes = options.backlogBytes();
    this.counters = counters;
  }

  /// Whether a batch of this size can wait for the disk.
  boolean hasRoomFor(int bytes) {
    return waitingBytes + bytes <= backlogBytes;
  }

  /// The batches that wait for the disk, oldest first.
  List<Waiting> backlog() {
    return List.copyOf(backlog);
  }

  /// The sequence with which the segment in use begins.
  long firstSequence() {
    return firstSequence;
  }

  /// Whether the next batch can simply be appended.
  boolean healthy() {
    return segment.isPresent();
  }

  /// Makes a batch durable, and with it the backlog.
  ///
  /// @param batch its counts are kept for later if the disk fails and there is room
  Durability append(BatchCodec.Batch batch, long sequence, long recordedAtMillis) {
    try {
      if (segment.isPresent()) {
        appendFrame(segment.get(), batch, sequence, recordedAtMillis);
      } else {
        codec.takeOver(batch.baselines());
        publish(sequence, recordedAtMillis, batch.counts());
      }
      return new Durability.Durable();
    } catch (IOException e) {
      close();
      boolean waits = hasRoomFor(batch.counts().length);
      backlog.add(new Waiting(sequence, waits ? batch.counts() : NO_COUNTS));
      waitingBytes += waits ? batch.counts().length : 0;
      return new Durability.Undurable(reason(e));
    }
  }

  private void appendFrame(
      Storage.AppendFile file, BatchCodec.Batch batch, long sequence, long recordedAtMillis)
      throws IOException {
    ByteBuffer frame =
        Journal.frame(Journal.BATCH, sequence, recordedAtMillis, codec.encode(batch));
    counters.journalBytes.add(frame.remaining());
    file.append(frame);
    long begun = System.nanoTime();
    file.force();
    counters.forcedNanos.add(System.nanoTime() - begun);
    empty = false;
  }

  /// The sequence with which the oldest segment begins that recovery will read. Older ones may be
  /// deleted: the segment in use says that they are not needed, so nobody misses them.
  long oldestNeeded() {
    return oldestNeeded;
  }

  /// Begins a new segment if the one in use has any batch.
  ///
  /// @param nextSequence the number of the next batch
  /// @param needed the sequence with which the oldest segment begins that is still needed
  void rotate(long nextSequence, long nowMillis, long needed) throws IOException {
    if (!empty || segment.isEmpty()) {
      close();
      oldestNeeded = needed;
      publishSegment(nextSequence, nowMillis, List.of());
    }
  }

  private void publish(long sequence, long recordedAtMillis, byte[] counts) throws IOException {
    long first = backlog.isEmpty() ? sequence : backlog.getFirst().sequence();
    var batches = new ArrayList<>(backlog);
    batches.add(new Waiting(sequence, counts));
    publishSegment(first, recordedAtMillis, batches);
    empty = false;
    backlog.clear();
    waitingBytes = 0;
  }

  private void publishSegment(long first, long recordedAtMillis, List<Waiting> batches)
      throws IOException {
    oldestNeeded = Math.min(oldestNeeded, first);
    var frames = new ArrayList<ByteBuffer>();
    frames.add(
        Journal.frame(
            Journal.SNAPSHOT, first, oldestNeeded, codec.encodeSnapshot(recordedAtMillis)));
    for (Waiting batch : batches) {
      frames.add(
          Journal.frame(
              Journal.BATCH,
              batch.sequence(),
              recordedAtMillis,
              codec.encodeWithoutState(batch.counts())));
    }
    counters.journalBytes.add(ChunkFile.size(frames));
    String name = Journal.name(first);
    long begun = System.nanoTime();
    storage.publish(name, frames);
    counters.forcedNanos.add(System.nanoTime() - begun);
    segment = Optional.of(storage.append(name));
    firstSequence = first;
    empty = true;
  }

  /// Leaves the segment in use, whatever state it is in.
  void close() {
    if (segment.isPresent()) {
      try {
        segment.get().close();
      } catch (IOException _) {
        // all that was acknowledged was forced before
      }
      segment = Optional.empty();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
