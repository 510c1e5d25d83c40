package dev.nines.collector.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes protobuf into a growing array. For one thread; [#clear] makes it ready for the next
/// message.
public final class ProtoWriter {
  private static final int FIRST_SIZE = 256;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  /// Forgets what was written and keeps the room.
  public void clear() {
    size = 0;
  }

  /// How many bytes are written.
  public int size() {
    return size;
  }

  /// A copy of what is written.
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// An integer field (`int64`, `uint32`, `bool`, an enum …).
  public void varint(int field, long value) {
    tag(field, ProtoReader.VARINT);
    varint(value);
  }

  /// A `sint32` or `sint64` field.
  public void zigzag(int field, long value) {
    varint(field, (value << 1) ^ (value >> 63));
  }

  /// A `fixed64` field.
  public void fixed64(int field, long value) {
    tag(field, ProtoReader.FIXED64);
    fixed(value, Long.BYTES);
  }

  /// A `fixed32` field.
  public void fixed32(int field, int value) {
    tag(field, ProtoReader.FIXED32);
    fixed(value, Integer.BYTES);
  }

  /// A `double` field.
  public void doubleValue(int field, double value) {
    fixed64(field, Double.doubleToRawLongBits(value));
  }

  /// A `string` field.
  public void string(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// A `bytes` field.
  public void bytes(int field, byte[] value) {
    tag(field, ProtoReader.BYTES);
    varint(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /// A number of a packed list, which has no field number of its own.
  public void packed(long value) {
    varint(value);
  }

  /// Fields that another writer has written.
  public void append(ProtoWriter other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /// Begins a nested message; what is written until [#end] belongs to it.
  ///
  /// @return what [#end] needs
  public int begin(int field) {
    tag(field, ProtoReader.BYTES);
    return size;
  }

  /// Ends a nested message: its length is put before it.
  public void end(int begun) {
    int length = size - begun;
    int width = widthOf(length);
    room(width);
    System.arraycopy(bytes, begun, bytes, begun + width, length);
    size = begun;
    varint(length);
    size += length;
  }

  private static int widthOf(int length) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 6) / 7);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    room(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void fixed(long value, int width) {
    room(width);
    for (int i = 0; i < width; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  private void room(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }
}
