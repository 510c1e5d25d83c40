package dev.nines.slo.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Reads what a [ByteSink] wrote.
final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ByteSource(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  void skip(int count) throws DamagedException {
    require(count);
    position += count;
  }

  int get() throws DamagedException {
    require(1);
    return bytes[position++] & 0xff;
  }

  byte[] get(int count) throws DamagedException {
    require(count);
    byte[] part = new byte[count];
    System.arraycopy(bytes, position, part, 0, count);
    position += count;
    return part;
  }

  int fixed16() throws DamagedException {
    return get() | (get() << 8);
  }

  long fixed64() throws DamagedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      value |= (long) get() << shift;
    }
    return value;
  }

  long varint() throws DamagedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = get();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedException("a number has more than 10 bytes");
  }

  /// A number of things that are to follow, each of at least one byte.
  int count() throws DamagedException {
    long count = varint();
    if (count < 0 || count > remaining()) {
      throw new DamagedException(
          "%d things announced, %d bytes left".formatted(count, remaining()));
    }
    return (int) count;
  }

  long zigzag() throws DamagedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  String text() throws DamagedException {
    return new String(get(count()), StandardCharsets.UTF_8);
  }

  private void require(int count) throws DamagedException {
    if (count < 0 || position + count > end) {
      throw new DamagedException(
          "%d bytes wanted at %d, the end is at %d".formatted(count, position, end));
    }
  }
}
