package dev.nines.slo.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The disk as the ledger sees it: a flat folder of files. The one seam through which the ledger
/// does I/O, so that tests can pull the plug at any instant.
///
/// Names are lower-case letters, digits, `-` and `.`. One process owns a storage at a time. Every
/// method may be called from any thread; an [AppendFile] belongs to one.
public interface Storage extends Closeable {

  /// The names of all complete files, in no order.
  List<String> list() throws IOException;

  /// Writes a whole file so that after a power cut at any instant there is either the file of
  /// before (or none) or the new one, and on return surely the new one. Replaces a file of that
  /// name. If it throws, it is unknown which of the two is there.
  void publish(String name, List<ByteBuffer> content) throws IOException;

  /// Opens an existing file to append to its end.
  AppendFile append(String name) throws IOException;

  /// Opens a file for reading.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none
  ReadFile read(String name) throws IOException;

  /// Deletes a file; nothing happens if there is none. May come undone by a power cut.
  void delete(String name) throws IOException;

  @Override
  void close() throws IOException;

  /// A file that grows at its end.
  interface AppendFile extends Closeable {
    /// Writes at the end. Not durable before [#force].
    void append(ByteBuffer bytes) throws IOException;

    /// Returns when all that was appended outlives a power cut. After a failure nothing is known of
    /// what was appended since the last success, also not by calling it again.
    void force() throws IOException;
  }

  /// A file to read from, at any position. Safe to use by one thread.
  interface ReadFile extends Closeable {
    /// Its size in bytes when it was opened.
    long size();

    /// Exactly `length` bytes from `offset`.
    ///
    /// @throws java.io.EOFException if the file is shorter
    byte[] read(long offset, int length) throws IOException;
  }
}
