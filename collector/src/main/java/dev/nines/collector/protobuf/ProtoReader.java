package dev.nines.collector.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A cursor over protobuf bytes.
///
/// A message is read by asking [#next] for a field and then for its value by the method that fits
/// [#wireType]; [#skip] passes over it. A nested message is entered with [#enter], which narrows
/// the cursor to it, and left with [#leave]. Nothing is copied: strings are [#slice]s of the array.
///
/// Never reads outside the array, and ends on any input. For one thread.
public final class ProtoReader {
  /// Wire type of integers of up to ten bytes.
  public static final int VARINT = 0;

  /// Wire type of eight bytes, little-endian.
  public static final int FIXED64 = 1;

  /// Wire type of strings, bytes, messages and packed numbers.
  public static final int BYTES = 2;

  /// Wire type of four bytes, little-endian.
  public static final int FIXED32 = 5;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int DEEPEST_GROUP = 64;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int position;
  private int limit;
  private int wireType;
  private int sliceStart;
  private int sliceLength;

  /// Sets the cursor to the start of a message.
  public void reset(byte[] message) {
    reset(message, 0, message.length);
  }

  /// Sets the cursor to a message that is a part of an array.
  public void reset(byte[] array, int from, int toExclusive) {
    bytes = array;
    position = from;
    limit = toExclusive;
  }

  /// The field number of the next field, 0 at the end of the message.
  public int next() throws MalformedProtobufException {
    if (position == limit) {
      return 0;
    }
    long tag = varint();
    int field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (field == 0 || tag > 0xFFFFFFFFL || tag < 0) {
      throw malformed("a field without a number");
    }
    return field;
  }

  /// How the value of the field that [#next] found is written.
  public int wireType() {
    return wireType;
  }

  /// Where the cursor stands, to come back to with [#reset(byte[], int, int)].
  public int position() {
    return position;
  }

  /// The end of the message that is being read.
  public int limit() {
    return limit;
  }

  /// An integer.
  public long varint() throws MalformedProtobufException {
    int at = position;
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= limit) {
        throw malformed("the message ends within a number");
      }
      byte next = bytes[at++];
      result |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        position = at;
        return result;
      }
    }
    throw malformed("a number of more than ten bytes");
  }

  /// An integer that was written so that small negative ones are short (`sint32`, `sint64`).
  public long zigzag() throws MalformedProtobufException {
    long raw = varint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /// Eight bytes.
  public long fixed64() throws MalformedProtobufException {
    require(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /// Four bytes.
  public int fixed32() throws MalformedProtobufException {
    require(Integer.BYTES);
    int value = (int) INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  /// Eight bytes as a double.
  public double doubleValue() throws MalformedProtobufException {
    return Double.longBitsToDouble(fixed64());
  }

  /// A string or bytes: where they are is said by [#sliceStart] and [#sliceLength].
  public void slice() throws MalformedProtobufException {
    int length = length();
    sliceStart = position;
    sliceLength = length;
    position += length;
  }

  /// Where the last slice begins in the array.
  public int sliceStart() {
    return sliceStart;
  }

  /// How long the last slice is.
  public int sliceLength() {
    return sliceLength;
  }

  /// A string; what is no UTF-8 in it is replaced.
  public String string() throws MalformedProtobufException {
    slice();
    return new String(bytes, sliceStart, sliceLength, StandardCharsets.UTF_8);
  }

  /// Narrows the cursor to the nested message that follows.
  ///
  /// @return what [#leave] needs
  public int enter() throws MalformedProtobufException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /// Goes to the end of the nested message and widens the cursor again.
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /// Passes over the value of the field that [#next] found.
  public void skip() throws MalformedProtobufException {
    skip(0);
  }

  private void skip(int depth) throws MalformedProtobufException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> pass(Long.BYTES);
      case BYTES -> pass(length());
      case FIXED32 -> pass(Integer.BYTES);
      case START_GROUP -> skipGroup(depth);
      default -> throw malformed("the wire type " + wireType);
    }
  }

  private void skipGroup(int depth) throws MalformedProtobufException {
    if (depth == DEEPEST_GROUP) {
      throw malformed("groups within more than %d groups".formatted(DEEPEST_GROUP));
    }
    while (next() != 0) {
      if (wireType == END_GROUP) {
        return;
      }
      skip(depth + 1);
    }
    throw malformed("a group without an end");
  }

  /// Whether the field is written in this way; if it is not, its value is passed over, as protobuf
  /// does with a field that it does not know.
  public boolean is(int type) throws MalformedProtobufException {
    if (wireType == type) {
      return true;
    }
    skip();
    return false;
  }

  private int length() throws MalformedProtobufException {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw malformed("a length beyond the end of the message");
    }
    return (int) length;
  }

  private void pass(int count) throws MalformedProtobufException {
    require(count);
    position += count;
  }

  private void require(int count) throws MalformedProtobufException {
    if (limit - position < count) {
      throw malformed("the message ends within a number");
    }
  }

  private MalformedProtobufException malformed(String what) {
    return new MalformedProtobufException("%s at byte %d".formatted(what, position));
  }
}
