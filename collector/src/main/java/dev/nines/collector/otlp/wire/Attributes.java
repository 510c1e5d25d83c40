package dev.nines.collector.otlp.wire;

import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of those attributes of a span or resource that something looks for; all others are
/// passed over. Values stay where they were received. For one thread.
public final class Attributes {
  private static final byte ABSENT = 0;
  private static final byte TEXT = 1;
  private static final byte WHOLE = 2;

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING_VALUE = 1;
  private static final int BOOL_VALUE = 2;
  private static final int INT_VALUE = 3;

  private final AttributeNames names;
  private final byte[] kinds;
  private final int[] starts;
  private final int[] lengths;
  private final long[] numbers;
  private final ProtoReader valueReader = new ProtoReader();
  private byte[] bytes = {};

  public Attributes(AttributeNames names) {
    this.names = names;
    kinds = new byte[names.size()];
    starts = new int[names.size()];
    lengths = new int[names.size()];
    numbers = new long[names.size()];
  }

  /// Forgets all values; what is read next stands in this array.
  public void clear(byte[] array) {
    bytes = array;
    Arrays.fill(kinds, ABSENT);
  }

  /// Reads the `KeyValue` at which the cursor stands.
  public void read(ProtoReader in) throws MalformedProtobufException {
    int outer = in.enter();
    int slot = AttributeNames.UNKNOWN;
    int valueStart = 0;
    int valueLength = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == KEY && in.is(ProtoReader.BYTES)) {
        in.slice();
        slot = names.find(bytes, in.sliceStart(), in.sliceLength());
      } else if (field == VALUE && in.is(ProtoReader.BYTES)) {
        in.slice();
        valueStart = in.sliceStart();
        valueLength = in.sliceLength();
      } else if (field != KEY && field != VALUE) {
        in.skip();
      }
    }
    in.leave(outer);
    if (slot != AttributeNames.UNKNOWN) {
      readValue(slot, valueStart, valueLength);
    }
  }

  private void readValue(int slot, int from, int length) throws MalformedProtobufException {
    ProtoReader in = valueReader;
    in.reset(bytes, from, from + length);
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == STRING_VALUE && in.wireType() == ProtoReader.BYTES) {
        in.slice();
        kinds[slot] = in.sliceLength() == 0 ? ABSENT : TEXT;
        starts[slot] = in.sliceStart();
        lengths[slot] = in.sliceLength();
      } else if ((field == INT_VALUE || field == BOOL_VALUE)
          && in.wireType() == ProtoReader.VARINT) {
        kinds[slot] = WHOLE;
        numbers[slot] = in.varint();
      } else {
        in.skip();
      }
    }
  }

  public boolean has(int slot) {
    return kinds[slot] != ABSENT;
  }

  public boolean isText(int slot) {
    return kinds[slot] == TEXT;
  }

  /// The first of two slots that has a value, or the second one.
  public int either(int preferred, int other) {
    return kinds[preferred] == ABSENT ? other : preferred;
  }

  public int start(int slot) {
    return starts[slot];
  }

  public int length(int slot) {
    return lengths[slot];
  }

  /// A value as a text; null if there is none.
  public @Nullable String text(int slot) {
    return switch (kinds[slot]) {
      case TEXT -> new String(bytes, starts[slot], lengths[slot], StandardCharsets.UTF_8);
      case WHOLE -> Long.toString(numbers[slot]);
      default -> null;
    };
  }

  /// A value as a whole number, also one written as up to nine digits; 0 if it is none.
  public long whole(int slot) {
    if (kinds[slot] == WHOLE) {
      return numbers[slot];
    }
    if (kinds[slot] == ABSENT || lengths[slot] > 9) {
      return 0;
    }
    long value = 0;
    for (int i = starts[slot]; i < starts[slot] + lengths[slot]; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return 0;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  public byte[] bytes() {
    return bytes;
  }
}
