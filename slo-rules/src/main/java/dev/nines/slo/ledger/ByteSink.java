package dev.nines.slo.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes. Numbers are little-endian base-128 varints unless the name says fixed.
final class ByteSink {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  ByteSink put(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteSink put(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
    return this;
  }

  ByteSink fixed16(int value) {
    return put(value).put(value >>> 8);
  }

  ByteSink fixed64(long value) {
    for (int shift = 0; shift < 64; shift += 8) {
      put((int) (value >>> shift));
    }
    return this;
  }

  ByteSink varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /// A number that may be negative, small ones in one byte.
  ByteSink zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  ByteSink text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length).put(utf8);
  }

  static int varintLength(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
