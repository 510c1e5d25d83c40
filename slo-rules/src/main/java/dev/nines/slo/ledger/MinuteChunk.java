package dev.nines.slo.ledger;

import dev.nines.slo.model.Minute;
import java.util.Optional;

/// The bytes of one closed minute of one group of series: which were observed, then the columns of
/// good, bad and doubtful. No bytes at all mean that none was observed.
final class MinuteChunk {
  static final byte[] EMPTY = new byte[0];
  private static final int ALL_OBSERVED = 0;
  private static final int SOME_OBSERVED = 1;

  private MinuteChunk() {}

  static byte[] encode(MinuteColumns columns) {
    int size = columns.size();
    if (size == 0) {
      return EMPTY;
    }
    var out = new ByteSink().varint(size);
    if (columns.allObserved()) {
      out.put(ALL_OBSERVED);
    } else {
      out.put(SOME_OBSERVED);
      for (int i = 0; i < (size + 7) >>> 3; i++) {
        out.put((int) (columns.observedWords()[i >>> 3] >>> (8 * (i & 7))));
      }
    }
    PackedColumn.encode(columns.goodColumn(), size, out);
    PackedColumn.encode(columns.badColumn(), size, out);
    PackedColumn.encode(columns.doubtfulColumn(), size, out);
    return out.toBytes();
  }

  /// Reads a whole chunk into columns that are clear.
  static void decode(byte[] bytes, MinuteColumns into) throws DamagedException {
    if (bytes.length == 0) {
      return;
    }
    var in = new ByteSource(bytes);
    int size = size(in);
    boolean all = in.get() == ALL_OBSERVED;
    if (all) {
      for (int i = 0; i < size; i++) {
        into.markObserved(i);
      }
    } else {
      for (int i = 0; i < (size + 7) >>> 3; i++) {
        into.observedWords()[i >>> 3] |= (long) in.get() << (8 * (i & 7));
      }
      into.markObserved(size - 1);
    }
    PackedColumn.decode(bytes, in, size, into.goodColumn());
    if (!skipZeros(bytes, in)) {
      PackedColumn.decode(bytes, in, size, into.writableBad());
    }
    if (!skipZeros(bytes, in)) {
      PackedColumn.decode(bytes, in, size, into.writableDoubtful());
    }
  }

  /// Reads the minute of one series, empty if it was not observed.
  static Optional<Minute> pick(byte[] bytes, int index, long epochMinute) throws DamagedException {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    var in = new ByteSource(bytes);
    int size = size(in);
    if (index >= size) {
      return Optional.empty();
    }
    if (in.get() == SOME_OBSERVED) {
      int bitmap = in.position();
      in.skip((size + 7) >>> 3);
      if ((bytes[bitmap + (index >>> 3)] & (1 << (index & 7))) == 0) {
        return Optional.empty();
      }
    }
    long good = PackedColumn.pick(bytes, in, size, index);
    long bad = PackedColumn.pick(bytes, in, size, index);
    long doubtful = PackedColumn.pick(bytes, in, size, index);
    return Optional.of(new Minute(epochMinute, good, bad, doubtful, true));
  }

  private static boolean skipZeros(byte[] bytes, ByteSource in) throws DamagedException {
    boolean zeros = in.remaining() > 0 && bytes[in.position()] == 0;
    if (zeros) {
      in.skip(1);
    }
    return zeros;
  }

  private static int size(ByteSource in) throws DamagedException {
    long size = in.varint();
    if (size < 1 || size > MinuteColumns.GROUP_SIZE) {
      throw new DamagedException("a group of %d series".formatted(size));
    }
    return (int) size;
  }
}
