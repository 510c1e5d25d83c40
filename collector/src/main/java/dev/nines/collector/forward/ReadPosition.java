package dev.nines.collector.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/// How far a queue was read, kept in a file beside its segments.
///
/// @param segment the number of the file that is read
/// @param offset where in it the next record begins
record ReadPosition(long segment, long offset) {
  private static final ReadPosition BEGINNING = new ReadPosition(0, Segment.firstOffset());
  private static final String FILE = "position";
  private static final int CHECKED_BYTES = 2 * Long.BYTES;

  /// What was stored last; the beginning if nothing was, or if it is damaged: then records come
  /// again, and none is lost.
  static ReadPosition load(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return BEGINNING;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    boolean whole =
        bytes.remaining() == CHECKED_BYTES + Long.BYTES
            && bytes.getLong(CHECKED_BYTES) == checksum(bytes.array());
    return whole ? new ReadPosition(bytes.getLong(), bytes.getLong()) : BEGINNING;
  }

  /// Replaces what was stored. Not forced: after a power cut some records come again, none is lost.
  void store(Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Long.BYTES);
    bytes.putLong(segment).putLong(offset);
    bytes.putLong(checksum(bytes.array()));
    Path fresh = folder.resolve(FILE + ".new");
    Files.write(fresh, bytes.array());
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private static long checksum(byte[] position) {
    var checksum = new CRC32C();
    checksum.update(position, 0, CHECKED_BYTES);
    return checksum.getValue();
  }
}
