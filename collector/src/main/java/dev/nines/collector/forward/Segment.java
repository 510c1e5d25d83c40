package dev.nines.collector.forward;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One file of the queue: a mark, then records, each with its length and checksum before it. Not
/// synchronised.
final class Segment implements AutoCloseable {
  static final int RECORD_HEADER_BYTES = 8;

  private static final byte[] MARK = "NINESQ1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_RECORD_BYTES = 80 << 20;
  private static final String SUFFIX = ".segment";

  final long number;
  private final Path file;
  private final FileChannel channel;
  private long size;
  private long records;

  private Segment(long number, Path file, FileChannel channel) {
    this.number = number;
    this.file = file;
    this.channel = channel;
  }

  static Segment create(Path folder, long number) throws IOException {
    Path file = folder.resolve("%016d%s".formatted(number, SUFFIX));
    var segment =
        new Segment(
            number,
            file,
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    segment.write(ByteBuffer.wrap(MARK), 0);
    segment.size = MARK.length;
    segment.channel.force(true);
    forceFolder(folder);
    return segment;
  }

  /// The number of a segment's file, empty if it is another file.
  static Optional<Long> numberOf(Path file) {
    String name = file.getFileName().toString();
    return name.matches("\\d{16}\\.segment")
        ? Optional.of(Long.parseLong(name.substring(0, 16)))
        : Optional.empty();
  }

  /// Opens a segment that an earlier process wrote. What follows the last whole record, the tail of
  /// a write that was cut off, is taken away.
  static Segment open(Path file, long number) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var segment = new Segment(number, file, channel);
    segment.size = MARK.length;
    if (channel.size() < MARK.length) {
      segment.write(ByteBuffer.wrap(MARK), 0);
    }
    long at = MARK.length;
    while (at < channel.size()) {
      Optional<byte[]> record = segment.readUnchecked(at, channel.size());
      if (record.isEmpty()) {
        break;
      }
      at += RECORD_HEADER_BYTES + record.get().length;
      segment.records++;
    }
    segment.size = at;
    channel.truncate(at);
    channel.force(true);
    return segment;
  }

  /// The offset of the first record.
  static long firstOffset() {
    return MARK.length;
  }

  long size() {
    return size;
  }

  /// Records that were written or found.
  long records() {
    return records;
  }

  /// Writes a record behind the others; it is durable after [#force]. If it fails, nothing was
  /// added.
  void append(byte[] record) throws IOException {
    var buffer = ByteBuffer.allocate(RECORD_HEADER_BYTES + record.length);
    buffer.putInt(record.length).putInt(checksum(record)).put(record).flip();
    try {
      write(buffer, size);
    } catch (IOException e) {
      channel.truncate(size);
      throw e;
    }
    size += RECORD_HEADER_BYTES + record.length;
    records++;
  }

  void force() throws IOException {
    channel.force(false);
  }

  /// The record at an offset; empty if there is none that is whole.
  Optional<byte[]> read(long offset) throws IOException {
    return readUnchecked(offset, size);
  }

  private Optional<byte[]> readUnchecked(long offset, long end) throws IOException {
    if (offset + RECORD_HEADER_BYTES > end) {
      return Optional.empty();
    }
    var header = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    fill(header, offset);
    int length = header.getInt();
    int expected = header.getInt();
    if (length < 0 || length > MOST_RECORD_BYTES || offset + RECORD_HEADER_BYTES + length > end) {
      return Optional.empty();
    }
    var body = ByteBuffer.allocate(length);
    fill(body, offset + RECORD_HEADER_BYTES);
    return checksum(body.array()) == expected ? Optional.of(body.array()) : Optional.empty();
  }

  private void fill(ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the file of the queue is shorter than it was: " + file);
      }
      at += read;
    }
    buffer.flip();
  }

  private void write(ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  /// Over the length too, so that a run of zeros is no record.
  private static int checksum(byte[] record) {
    var checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(record.length).flip());
    checksum.update(record);
    return (int) checksum.getValue();
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  /// Makes created and removed files of a folder durable.
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
