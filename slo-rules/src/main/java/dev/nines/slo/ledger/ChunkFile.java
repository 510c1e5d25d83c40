package dev.nines.slo.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// A file of numbered chunks of bytes, written once: a head, the chunks' offsets, the chunks. Each
/// chunk carries a checksum over its number and its bytes; empty chunks take no room.
final class ChunkFile {
  private static final long MAGIC = 0x314b4e4843534e4eL; // "NNSCHNK1"
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private ChunkFile() {}

  /// The content of a file with these chunks, for [Storage#publish].
  static List<ByteBuffer> content(List<byte[]> chunks) {
    ByteBuffer head = ByteBuffer.allocate(HEAD + Integer.BYTES * (chunks.size() + 1));
    head.putLong(MAGIC).putInt(chunks.size());
    var parts = new ArrayList<ByteBuffer>(2 * chunks.size() + 1);
    parts.add(head);
    int offset = head.capacity();
    for (int i = 0; i < chunks.size(); i++) {
      head.putInt(offset);
      byte[] chunk = chunks.get(i);
      if (chunk.length > 0) {
        parts.add(ByteBuffer.wrap(chunk));
        parts.add(
            ByteBuffer.allocate(Integer.BYTES).putInt(checksum(i, chunk, chunk.length)).flip());
        offset = Math.addExact(offset, chunk.length + Integer.BYTES);
      }
    }
    head.putInt(offset).flip();
    return parts;
  }

  static long size(List<ByteBuffer> content) {
    return content.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  private static int checksum(int number, byte[] bytes, int length) {
    var checksum = new CRC32C();
    checksum.update(number);
    checksum.update(number >>> 8);
    checksum.update(number >>> 16);
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /// An open chunk file. For one thread.
  static final class Reader implements Closeable {
    private final String name;
    private final Storage.ReadFile file;
    private final ByteBuffer offsets;
    private final int chunks;
    private byte[] ahead = MinuteChunk.EMPTY;
    private int aheadOffset;

    private Reader(String name, Storage.ReadFile file) throws IOException {
      this.name = name;
      this.file = file;
      ByteBuffer head = ByteBuffer.wrap(file.read(0, HEAD));
      if (head.getLong() != MAGIC) {
        throw new DamagedException(name + " does not begin like a file of the ledger");
      }
      this.chunks = head.getInt();
      long directory = Integer.BYTES * (chunks + 1L);
      if (chunks < 0 || HEAD + directory > file.size()) {
        throw new DamagedException(
            "%s announces %d chunks in %d bytes".formatted(name, chunks, file.size()));
      }
      this.offsets = ByteBuffer.wrap(file.read(HEAD, (int) directory));
    }

    static Reader open(Storage storage, String name) throws IOException {
      Storage.ReadFile file = storage.read(name);
      try {
        return new Reader(name, file);
      } catch (IOException e) {
        file.close();
        throw e;
      }
    }

    /// How many chunks there are, empty ones included.
    int chunks() {
      return chunks;
    }

    boolean isEmpty(int number) {
      return number >= chunks || offset(number) == offset(number + 1);
    }

    /// The bytes of a chunk; none if there is no such chunk.
    ///
    /// @throws DamagedException if they are not those that were written
    byte[] chunk(int number) throws IOException {
      if (isEmpty(number)) {
        return MinuteChunk.EMPTY;
      }
      int from = offset(number);
      int length = offset(number + 1) - from - Integer.BYTES;
      if (length < 0 || (long) from + length + Integer.BYTES > file.size()) {
        throw new DamagedException("%s: chunk %d lies outside the file".formatted(name, number));
      }
      byte[] stored = stored(from, length + Integer.BYTES);
      if (ByteBuffer.wrap(stored).getInt(length) != checksum(number, stored, length)) {
        throw new DamagedException("%s: chunk %d fails its checksum".formatted(name, number));
      }
      return Arrays.copyOf(stored, length);
    }

    private byte[] stored(int offset, int length) throws IOException {
      boolean isAhead = offset >= aheadOffset && offset + length <= aheadOffset + ahead.length;
      return isAhead
          ? Arrays.copyOfRange(ahead, offset - aheadOffset, offset - aheadOffset + length)
          : file.read(offset, length);
    }

    /// Reads neighbouring chunks at once, because all of them will be asked for.
    void readAhead(int fromNumber, int toNumberExclusive) throws IOException {
      if (fromNumber < chunks) {
        int from = offset(fromNumber);
        int to = offset(Math.min(toNumberExclusive, chunks));
        if (from >= 0 && to >= from && to <= file.size()) {
          ahead = file.read(from, to - from);
          aheadOffset = from;
        }
      }
    }

    private int offset(int number) {
      return offsets.getInt(Integer.BYTES * number);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
