package dev.nines.collector.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private static final int LONGEST_PART = 255;
  private static final Part[] PARTS = Part.values();

  private final byte[] bytes = new byte[1 + PARTS.length * (LONGEST_PART + 1)];
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

  /// The parts of a key.
  static String[] parts(byte[] key) {
    var parts = new String[PARTS.length];
    Arrays.fill(parts, "");
    int at = 1;
    for (int i = 0; i < parts.length && at < key.length; i++) {
      int length = key[at] & 0xFF;
      parts[i] = new String(key, at + 1, length, StandardCharsets.UTF_8);
      at += 1 + length;
    }
    return parts;
  }
}
