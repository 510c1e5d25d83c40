package dev.nines.collector.otlp.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The attribute names that something looks for, each with a slot. Nearly all attributes of a span
/// are none of them, so a name is first told apart by its length and three of its bytes.
///
/// Filled while the receiver is put together; only read afterwards, by any thread.
public final class AttributeNames {
  static final int UNKNOWN = -1;
  private static final int TABLE = 512;

  private final List<byte[]> names = new ArrayList<>();
  private final int[] table = new int[TABLE];

  public AttributeNames() {
    Arrays.fill(table, UNKNOWN);
  }

  /// The slot of a name, which is added if it is new.
  public int slot(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int known = find(bytes, 0, bytes.length);
    if (known != UNKNOWN) {
      return known;
    }
    if (bytes.length == 0 || names.size() >= TABLE / 2) {
      throw new IllegalArgumentException("an empty attribute name, or too many names");
    }
    int at = hash(bytes, 0, bytes.length);
    while (table[at] != UNKNOWN) {
      at = at + 1 & TABLE - 1;
    }
    table[at] = names.size();
    names.add(bytes);
    return names.size() - 1;
  }

  int find(byte[] bytes, int from, int length) {
    if (length == 0) {
      return UNKNOWN;
    }
    for (int at = hash(bytes, from, length); table[at] != UNKNOWN; at = at + 1 & TABLE - 1) {
      byte[] name = names.get(table[at]);
      if (Arrays.equals(name, 0, name.length, bytes, from, from + length)) {
        return table[at];
      }
    }
    return UNKNOWN;
  }

  int size() {
    return names.size();
  }

  private static int hash(byte[] bytes, int from, int length) {
    int mixed =
        length * 31
            + bytes[from] * 7
            + bytes[from + length / 2] * 131
            + bytes[from + length - 1] * 1031;
    return (mixed ^ mixed >>> 9) & TABLE - 1;
  }
}
