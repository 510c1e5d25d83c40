package dev.nines.slo.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A column of counts, each in the same number of bits above a common base; the few that do not fit
/// stand beside it as exceptions ("patched frame of reference"). So a column of zeros takes one
/// byte, a sparse one only its exceptions, and any single value is found without decoding the rest.
///
/// Layout: a byte of width and flags; the base, if not 0; the exceptions, if any (their number,
/// their indexes of 16 bits ascending, the length of their values, their values above the base);
/// the bits.
final class PackedColumn {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_WIDTH = 56;
  private static final int WIDTH = 0x3f;
  private static final int HAS_EXCEPTIONS = 0x40;
  private static final int HAS_BASE = 0x80;

  private PackedColumn() {}

  static void encode(long[] values, int size, ByteSink out) {
    long base = size == 0 ? 0 : Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      base = Math.min(base, values[i]);
    }
    int[] perWidth = new int[Long.SIZE + 1];
    for (int i = 0; i < size; i++) {
      perWidth[bits(values[i] - base)]++;
    }
    int width = bestWidth(perWidth, size);
    int exceptions = 0;
    for (int above = width + 1; above <= Long.SIZE; above++) {
      exceptions += perWidth[above];
    }
    out.put(width | (exceptions > 0 ? HAS_EXCEPTIONS : 0) | (base != 0 ? HAS_BASE : 0));
    if (base != 0) {
      out.varint(base);
    }
    if (exceptions > 0) {
      encodeExceptions(values, size, base, width, exceptions, out);
    }
    encodeBits(values, size, base, width, out);
  }

  private static int bestWidth(int[] perWidth, int size) {
    int best = 0;
    long bestCost = Long.MAX_VALUE;
    for (int width = 0; width <= MAX_WIDTH; width++) {
      long cost = packedLength(size, width);
      for (int above = width + 1; above <= Long.SIZE; above++) {
        cost += perWidth[above] * (2L + (above + 6) / 7);
      }
      if (cost < bestCost) {
        best = width;
        bestCost = cost;
      }
    }
    return best;
  }

  private static void encodeExceptions(
      long[] values, int size, long base, int width, int exceptions, ByteSink out) {
    out.varint(exceptions);
    int length = 0;
    for (int i = 0; i < size; i++) {
      if (bits(values[i] - base) > width) {
        out.fixed16(i);
        length += ByteSink.varintLength(values[i] - base);
      }
    }
    out.varint(length);
    for (int i = 0; i < size; i++) {
      if (bits(values[i] - base) > width) {
        out.varint(values[i] - base);
      }
    }
  }

  private static void encodeBits(long[] values, int size, long base, int width, ByteSink out) {
    if (width == 0) {
      return;
    }
    byte[] packed = new byte[packedLength(size, width) + Long.BYTES];
    for (int i = 0; i < size; i++) {
      long value = values[i] - base;
      if (bits(value) <= width) {
        int bit = i * width;
        long word = (long) LONGS.get(packed, bit >>> 3);
        LONGS.set(packed, bit >>> 3, word | (value << (bit & 7)));
      }
    }
    for (int i = 0; i < packed.length - Long.BYTES; i++) {
      out.put(packed[i]);
    }
  }

  /// Reads a column into `into` and leaves `in` behind it.
  static void decode(byte[] bytes, ByteSource in, int size, long[] into) throws DamagedException {
    Parts column = Parts.of(bytes, in, size);
    for (int i = 0; i < size; i++) {
      into[i] = column.base + unpack(bytes, column.packed, i, column.width);
    }
    for (int i = 0; i < column.exceptions; i++) {
      int index = index(bytes, column.indexes, i);
      if (index >= size) {
        throw new DamagedException("index %d in a column of %d".formatted(index, size));
      }
      into[index] = column.base + column.values.varint();
    }
  }

  /// Reads one value of a column and leaves `in` behind the column.
  static long pick(byte[] bytes, ByteSource in, int size, int wanted) throws DamagedException {
    Parts column = Parts.of(bytes, in, size);
    for (int i = 0; i < column.exceptions && index(bytes, column.indexes, i) <= wanted; i++) {
      long exception = column.values.varint();
      if (index(bytes, column.indexes, i) == wanted) {
        return column.base + exception;
      }
    }
    return column.base + unpack(bytes, column.packed, wanted, column.width);
  }

  /// Where the parts of an encoded column are.
  ///
  /// @param width bits of each packed value
  /// @param exceptions how many
  /// @param indexes where the indexes of the exceptions begin
  /// @param values those of the exceptions
  /// @param packed where the bits begin
  private record Parts(
      int width, long base, int exceptions, int indexes, ByteSource values, int packed) {

    /// Leaves `in` behind the column.
    static Parts of(byte[] bytes, ByteSource in, int size) throws DamagedException {
      int head = in.get();
      int width = head & WIDTH;
      long base = (head & HAS_BASE) != 0 ? in.varint() : 0;
      int exceptions = (head & HAS_EXCEPTIONS) != 0 ? in.count() : 0;
      int indexes = in.position();
      in.skip(2 * exceptions);
      int valuesLength = exceptions > 0 ? in.count() : 0;
      var values = new ByteSource(bytes, in.position(), valuesLength);
      in.skip(valuesLength);
      int packed = in.position();
      in.skip(packedLength(size, width));
      return new Parts(width, base, exceptions, indexes, values, packed);
    }
  }

  private static long unpack(byte[] bytes, int from, int index, int width) {
    if (width == 0) {
      return 0;
    }
    int bit = index * width;
    return (word(bytes, from + (bit >>> 3)) >>> (bit & 7)) & ((1L << width) - 1);
  }

  private static long word(byte[] bytes, int at) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, at);
    }
    long word = 0;
    for (int i = 0; at + i < bytes.length; i++) {
      word |= (bytes[at + i] & 0xffL) << (8 * i);
    }
    return word;
  }

  private static int index(byte[] bytes, int indexes, int which) {
    int at = indexes + 2 * which;
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }

  private static int bits(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  private static int packedLength(int size, int width) {
    return (size * width + 7) >>> 3;
  }
}
