package dev.nines.slo.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/// Reads a journal back, frame by frame in the order of their sequence.
///
/// A frame that fails its checksum with nothing readable behind it in the last segment is the torn
/// tail of a write that was never acknowledged. Anything else that is missing was acknowledged, and
/// is reported; reading goes on behind it.
final class JournalReader {
  private static final long FARTHEST_NEXT = 10_000_000;
  private static final int NEEDED_AT = Journal.FRAME_HEAD + 1 + Long.BYTES;

  private final Storage storage;
  private final Sink sink;
  private long expected;

  /// Takes what the journal holds.
  interface Sink {
    void snapshot(ByteSource payload) throws DamagedException;

    void batch(long segment, long sequence, long recordedAtMillis, ByteSource payload)
        throws DamagedException;

    /// Something acknowledged cannot be read.
    void damaged(String what);
  }

  JournalReader(Storage storage, Sink sink) {
    this.storage = storage;
    this.sink = sink;
  }

  /// Reads all segments.
  ///
  /// @return the sequence that the next batch gets
  long readAll(List<String> names) throws IOException {
    List<Long> segments = needed(names);
    expected = segments.isEmpty() ? 1 : segments.getFirst();
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i + 1 == segments.size();
      long limit = last ? Long.MAX_VALUE : segments.get(i + 1);
      readSegment(segments.get(i), limit);
      if (!last && expected < limit) {
        sink.damaged(
            "%s: batches %d to %d are missing"
                .formatted(Journal.name(segments.get(i)), expected, limit - 1));
        expected = limit;
      }
    }
    return expected;
  }

  /// The segments that count, by the sequence of their first batch, oldest first.
  List<Long> needed(List<String> names) throws IOException {
    List<Long> all =
        names.stream()
            .filter(Journal::isSegment)
            .map(Journal::firstSequence)
            .sorted(Comparator.naturalOrder())
            .toList();
    if (all.isEmpty()) {
      return all;
    }
    expected = all.getLast();
    byte[] last = read(Journal.name(expected));
    long oldest = isFrame(last, 0) ? ByteBuffer.wrap(last).getLong(NEEDED_AT) : Long.MIN_VALUE;
    return all.stream().filter(first -> first >= oldest).toList();
  }

  private byte[] read(String name) throws IOException {
    try (Storage.ReadFile file = storage.read(name)) {
      return file.read(0, Math.toIntExact(file.size()));
    }
  }

  private void readSegment(long first, long limit) throws IOException {
    String name = Journal.name(first);
    byte[] bytes = read(name);
    int position = 0;
    while (position < bytes.length) {
      if (!isFrame(bytes, position)) {
        int next = nextFrame(bytes, position + 1);
        if (next < 0) {
          return;
        }
        sink.damaged("%s: bytes %d to %d are damaged".formatted(name, position, next - 1));
        position = next;
      }
      ByteBuffer frame = ByteBuffer.wrap(bytes);
      int length = frame.getInt(position);
      byte kind = frame.get(position + Journal.FRAME_HEAD);
      long sequence = frame.getLong(position + Journal.FRAME_HEAD + 1);
      if (kind == Journal.BATCH && sequence >= limit) {
        return;
      }
      take(name, first, bytes, position);
      position += Journal.FRAME_HEAD + length;
    }
  }

  private void take(String name, long first, byte[] bytes, int position) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int length = frame.getInt(position);
    int head = position + Journal.FRAME_HEAD;
    byte kind = frame.get(head);
    long sequence = frame.getLong(head + 1);
    long recordedAtMillis = frame.getLong(head + 1 + Long.BYTES);
    var payload = new ByteSource(bytes, head + Journal.FRAME_MIN, length - Journal.FRAME_MIN);
    try {
      if (kind == Journal.SNAPSHOT) {
        sink.snapshot(payload);
      } else {
        if (sequence > expected) {
          sink.damaged("%s: batches %d to %d are missing".formatted(name, expected, sequence - 1));
        }
        expected = sequence + 1;
        sink.batch(first, sequence, recordedAtMillis, payload);
      }
    } catch (DamagedException e) {
      sink.damaged("%s: frame %d: %s".formatted(name, sequence, e.getMessage()));
    }
  }

  private int nextFrame(byte[] bytes, int from) {
    for (int position = from; position < bytes.length; position++) {
      if (isFrame(bytes, position)) {
        return position;
      }
    }
    return -1;
  }

  private boolean isFrame(byte[] bytes, int position) {
    if (bytes.length - position < Journal.FRAME_HEAD + Journal.FRAME_MIN) {
      return false;
    }
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int length = frame.getInt(position);
    int head = position + Journal.FRAME_HEAD;
    if (length < Journal.FRAME_MIN || length > bytes.length - head) {
      return false;
    }
    byte kind = frame.get(head);
    long sequence = frame.getLong(head + 1);
    return (kind == Journal.SNAPSHOT || kind == Journal.BATCH)
        && sequence >= expected
        && sequence - expected < FARTHEST_NEXT
        && frame.getInt(position + Integer.BYTES) == Journal.checksum(bytes, head, length);
  }
}
