package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What tells the series of one span from those of another, as bytes: the kind, then parts with
/// their lengths before them. Made for each span without allocating; read back once per series.
///
/// For one thread.
final class SpanKey {
  /// The parts, in their order.
  enum Part {
    TENANT,
    SERVICE,
    METHOD,
    ROUTE,
    STATUS,
    ERROR_TYPE,
    OUTCOME
  }

  static final byte REQUEST = 1;
  static final byte QUERY = 2;

  /// A request that a service sent to another one.
  static final byte CALL = 3;

  private static final int LONGEST_PART = 255;
  private static final List<Part> PARTS = List.of(Part.values());

  private final byte[] bytes = new byte[1 + PARTS.size() * (LONGEST_PART + 1)];
  private int size;

  void begin(byte kind) {
    bytes[0] = kind;
    size = 1;
  }

  /// Adds the next part; what is longer than 255 bytes is cut.
  void add(byte[] from, int start, int length) {
    int kept = Math.min(length, LONGEST_PART);
    bytes[size++] = (byte) kept;
    System.arraycopy(from, start, bytes, size, kept);
    size += kept;
  }

  void add(byte[] part) {
    add(part, 0, part.length);
  }

  void addNothing() {
    bytes[size++] = 0;
  }

  /// Adds an attribute as the next part, which is empty if it is no text.
  void add(Attributes attributes, int slot) {
    if (attributes.isText(slot)) {
      add(attributes.bytes(), attributes.start(slot), attributes.length(slot));
    } else {
      addNothing();
    }
  }

  /// Adds an HTTP status of three digits.
  void addStatus(int status) {
    bytes[size++] = 3;
    bytes[size++] = (byte) ('0' + status / 100);
    bytes[size++] = (byte) ('0' + status / 10 % 10);
    bytes[size++] = (byte) ('0' + status % 10);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /// The parts of a key, all of them, empty where there is nothing.
  static Map<Part, String> parts(byte[] key) {
    var parts = new EnumMap<Part, String>(Part.class);
    int at = 1;
    for (Part part : PARTS) {
      int length = at < key.length ? key[at] & 0xFF : 0;
      parts.put(part, length == 0 ? "" : new String(key, at + 1, length, StandardCharsets.UTF_8));
      at += 1 + length;
    }
    return parts;
  }
}
