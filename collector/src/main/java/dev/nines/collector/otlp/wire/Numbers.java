package dev.nines.collector.otlp.wire;

import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.util.Arrays;

/// The numbers of a repeated field, packed or not. For one thread.
public final class Numbers {
  private long[] raw = new long[16];
  private int size;

  public void clear() {
    size = 0;
  }

  /// Reads a `fixed64`, `sfixed64` or `double` field at the cursor.
  public void addFixed(ProtoReader in) throws MalformedProtobufException {
    if (in.wireType() == ProtoReader.FIXED64) {
      add(in.fixed64());
    } else if (in.is(ProtoReader.BYTES)) {
      int outer = in.enter();
      while (in.position() < in.limit()) {
        add(in.fixed64());
      }
      in.leave(outer);
    }
  }

  /// Reads a `uint64` field at the cursor.
  public void addVarints(ProtoReader in) throws MalformedProtobufException {
    if (in.wireType() == ProtoReader.VARINT) {
      add(in.varint());
    } else if (in.is(ProtoReader.BYTES)) {
      int outer = in.enter();
      while (in.position() < in.limit()) {
        add(in.varint());
      }
      in.leave(outer);
    }
  }

  private void add(long number) {
    if (size == raw.length) {
      raw = Arrays.copyOf(raw, size * 2);
    }
    raw[size++] = number;
  }

  public long[] longs() {
    return Arrays.copyOf(raw, size);
  }

  public double[] doubles() {
    return Arrays.stream(raw, 0, size).mapToDouble(Double::longBitsToDouble).toArray();
  }
}
