package dev.nines.slo.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The format of the journal: segments, each a file of frames. The first frame of a segment is a
/// snapshot of what the frames after it build on, so that a segment is read without those before
/// it. The name of a segment says the sequence of its first batch.
///
/// A frame: length of what follows the checksum (4 bytes), CRC32C of it (4), kind (1), sequence
/// (8), recorded at (8, Unix milliseconds), payload. A snapshot has in the place of the time the
/// sequence with which the oldest segment begins that is needed beside it: older ones may be gone,
/// and may be there again after a power cut.
final class Journal {
  static final int FRAME_HEAD = 2 * Integer.BYTES;
  static final int FRAME_MIN = 1 + 2 * Long.BYTES;
  static final byte SNAPSHOT = 1;
  static final byte BATCH = 2;
  private static final String PREFIX = "journal-";
  private static final String SUFFIX = ".log";

  private Journal() {}

  static String name(long firstSequence) {
    return "%s%019d%s".formatted(PREFIX, firstSequence, SUFFIX);
  }

  static boolean isSegment(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  static long firstSequence(String name) {
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  static ByteBuffer frame(byte kind, long sequence, long recordedAtMillisOrNeeded, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + FRAME_MIN + payload.length);
    frame.putInt(FRAME_MIN + payload.length).putInt(0);
    frame.put(kind).putLong(sequence).putLong(recordedAtMillisOrNeeded).put(payload);
    frame.putInt(Integer.BYTES, checksum(frame.array(), FRAME_HEAD, FRAME_MIN + payload.length));
    return frame.flip();
  }

  static int checksum(byte[] bytes, int offset, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
