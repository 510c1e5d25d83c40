package dev.nines.collector.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Unpacks what was sent, within bounds: neither a small packed body nor many of them can take more
/// memory than there is.
final class Body {
  /// The largest request, packed and unpacked (OTLP specification 1.11: 64 MiB).
  static final int MAX_BYTES = 64 << 20;

  private static final int CHUNK = 16 << 10;

  private Body() {}

  /// What unpacking came to.
  sealed interface Unpacked {
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Whole(byte[] bytes) implements Unpacked {}

    record Refused(Answer answer) implements Unpacked {}
  }

  static Unpacked gunzip(byte[] packed, Reservation room) {
    byte[] bytes = new byte[Math.clamp(packed.length * 4L, CHUNK, MAX_BYTES)];
    if (!room.grow(bytes.length)) {
      return new Unpacked.Refused(Intake.noRoom());
    }
    int size = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes, size, bytes.length - size)) {
        size += read;
        if (size < bytes.length) {
          continue;
        }
        int next = in.read();
        if (next < 0) {
          break;
        }
        if (size == MAX_BYTES) {
          return new Unpacked.Refused(Intake.tooLarge());
        }
        int larger = (int) Math.min(MAX_BYTES, size * 2L);
        if (!room.grow(larger - size)) {
          return new Unpacked.Refused(Intake.noRoom());
        }
        bytes = Arrays.copyOf(bytes, larger);
        bytes[size++] = (byte) next;
      }
      return new Unpacked.Whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    } catch (IOException e) {
      return new Unpacked.Refused(new Answer.Malformed("the body is not gzip: " + e.getMessage()));
    }
  }
}
