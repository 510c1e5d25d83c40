package dev.nines.collector.otlp.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A map from byte strings to numbers of at least 0 that looks up a part of an array without making
/// an object. For one thread.
public final class ByteTable {
  /// What [#find] returns for a key that is not there.
  public static final int ABSENT = -1;

  private static final int FIRST_SIZE = 64;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[][] keys = new byte[FIRST_SIZE][];
  private long[] hashes = new long[FIRST_SIZE];
  private int[] values = new int[FIRST_SIZE];
  private int size;

  public int find(byte[] bytes, int from, int length) {
    long hash = hash(bytes, from, length);
    int mask = keys.length - 1;
    for (int i = (int) hash & mask; keys[i] != null; i = i + 1 & mask) {
      if (hashes[i] == hash
          && Arrays.equals(keys[i], 0, keys[i].length, bytes, from, from + length)) {
        return values[i];
      }
    }
    return ABSENT;
  }

  /// Adds a key that is not there yet; the bytes are copied.
  public void add(byte[] bytes, int from, int length, int value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    place(Arrays.copyOfRange(bytes, from, from + length), hash(bytes, from, length), value);
    size++;
  }

  public int size() {
    return size;
  }

  public void clear() {
    Arrays.fill(keys, null);
    size = 0;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    long[] oldHashes = hashes;
    int[] oldValues = values;
    keys = new byte[oldKeys.length * 2][];
    hashes = new long[keys.length];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        place(oldKeys[i], oldHashes[i], oldValues[i]);
      }
    }
  }

  private void place(byte[] key, long hash, int value) {
    int mask = keys.length - 1;
    int i = (int) hash & mask;
    while (keys[i] != null) {
      i = i + 1 & mask;
    }
    keys[i] = key;
    hashes[i] = hash;
    values[i] = value;
  }

  private static long hash(byte[] bytes, int from, int length) {
    long hash = length * MULTIPLIER;
    int at = from;
    int end = from + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * MULTIPLIER;
    }
    return hash ^ hash >>> 29;
  }
}
