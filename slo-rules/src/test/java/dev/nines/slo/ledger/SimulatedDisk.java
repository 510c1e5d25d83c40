package dev.nines.slo.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A disk in memory that forgets, at a power cut, what it was not forced to keep: of the bytes
/// appended since the last force any beginning stays, perhaps with a hole in it; a published file
/// is the old or the new one; a deleted file may be back. It can also cut the power at a given
/// operation, be full, or fail.
public final class SimulatedDisk implements Storage {

  /// Thrown in the middle of an operation when the power goes.
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final class Content {
    byte[] forced;
    byte[] written;

    Content(byte[] bytes) {
      this.forced = bytes;
      this.written = bytes;
    }
  }

  private final Random random;
  private final Map<String, Content> files = new TreeMap<>();
  private final Map<String, Content> deleted = new TreeMap<>();
  private int operationsLeft = Integer.MAX_VALUE;
  private double failureRate;
  private boolean full;
  private boolean off;

  /// @param random decides what a power cut and a failure leave
  public SimulatedDisk(Random random) {
    this.random = random;
  }

  /// Cuts the power in the middle of the nth write, force, publish or delete from now.
  public void cutPowerAt(int operation) {
    operationsLeft = operation;
  }

  /// Lets operations that write fail at random, with any or none of their effect.
  public void failAt(double rate) {
    failureRate = rate;
  }

  /// Refuses everything that takes room.
  public void full(boolean isFull) {
    full = isFull;
  }

  /// Cuts the power now, and switches it on again.
  public void powerCut() {
    for (Content file : files.values()) {
      file.written = afterCut(file);
      file.forced = file.written;
    }
    for (Map.Entry<String, Content> file : deleted.entrySet()) {
      if (random.nextBoolean()) {
        files.putIfAbsent(file.getKey(), new Content(file.getValue().forced));
      }
    }
    deleted.clear();
    operationsLeft = Integer.MAX_VALUE;
    off = false;
  }

  private byte[] afterCut(Content file) {
    int unforced = file.written.length - file.forced.length;
    if (unforced == 0) {
      return file.forced;
    }
    int kept = file.forced.length + random.nextInt(unforced + 1);
    byte[] left = Arrays.copyOf(file.written, kept);
    if (random.nextInt(4) == 0 && kept > file.forced.length) {
      int hole = file.forced.length + random.nextInt(kept - file.forced.length);
      Arrays.fill(left, hole, kept, (byte) 0);
    }
    return left;
  }

  /// Damages a byte of a file, as a bad disk does.
  public void flip(String name, int at) {
    Content file = files.get(name);
    file.forced = file.forced.clone();
    file.forced[at] ^= 0x55;
    file.written = file.forced;
  }

  /// The size of a file.
  public int size(String name) {
    return files.get(name).written.length;
  }

  private boolean powerGoes() {
    return --operationsLeft <= 0;
  }

  private void cut() {
    off = true;
    throw new PowerCut();
  }

  private void checkOn() {
    if (off) {
      throw new PowerCut();
    }
  }

  private boolean fails() {
    return failureRate > 0 && random.nextDouble() < failureRate;
  }

  @Override
  public List<String> list() {
    checkOn();
    return new ArrayList<>(files.keySet());
  }

  @Override
  public void publish(String name, List<ByteBuffer> content) throws IOException {
    checkOn();
    if (full) {
      throw new IOException("no space left on device");
    }
    int size = content.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size);
    content.forEach(part -> bytes.put(part.duplicate()));
    boolean cut = powerGoes();
    boolean failing = fails();
    if ((cut || failing) && random.nextBoolean()) {
      throwIf(cut, failing);
    }
    files.put(name, new Content(bytes.array()));
    deleted.remove(name);
    throwIf(cut, failing);
  }

  private void throwIf(boolean cut, boolean failing) throws IOException {
    if (cut) {
      cut();
    }
    if (failing) {
      throw new IOException("input/output error");
    }
  }

  @Override
  public AppendFile append(String name) throws IOException {
    checkOn();
    return new Appender(content(name));
  }

  private Content content(String name) throws NoSuchFileException {
    Content file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public ReadFile read(String name) throws IOException {
    checkOn();
    return new Reader(name, content(name).written);
  }

  @Override
  public void delete(String name) throws IOException {
    checkOn();
    boolean cut = powerGoes();
    Content file = files.remove(name);
    if (file != null) {
      deleted.put(name, file);
    }
    throwIf(cut, fails());
  }

  @Override
  public void close() {}

  private final class Appender implements AppendFile {
    private final Content file;

    Appender(Content file) {
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      checkOn();
      boolean cut = powerGoes();
      boolean failing = fails() || full;
      int length = bytes.remaining();
      int taken = cut || failing ? random.nextInt(length + 1) : length;
      int before = file.written.length;
      file.written = Arrays.copyOf(file.written, before + taken);
      bytes.get(file.written, before, taken);
      throwIf(cut, failing);
    }

    @Override
    public void force() throws IOException {
      checkOn();
      boolean cut = powerGoes();
      boolean failing = fails();
      if ((cut || failing) && random.nextBoolean()) {
        throwIf(cut, failing);
      }
      file.forced = file.written;
      throwIf(cut, failing);
    }

    @Override
    public void close() {}
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reader(String name, byte[] bytes) implements ReadFile {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
      if (offset + length > bytes.length) {
        throw new EOFException(name + " is too short");
      }
      return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public void close() {}
  }
}
