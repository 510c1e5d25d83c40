package dev.nines.slo.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A folder of the local disk. Holds a lock on it, so that a second process that is started over
/// the same folder fails at once instead of mixing two ledgers.
public final class FileStorage implements Storage {
  private static final String TEMPORARY = ".tmp";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private FileStorage(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Opens a folder, making it if it is not there, and clears away what a crash left half written.
  ///
  /// @throws IOException if the folder cannot be used, or another process uses it
  public static FileStorage open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lockOf(folder, lockFile);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new FileStorage(folder, lockFile, lock);
  }

  private static FileLock lockOf(Path folder, FileChannel lockFile) throws IOException {
    FileLock lock = null;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException _) {
      // held by this very process: told below like any other holder
    }
    if (lock == null) {
      lockFile.close();
      throw new IOException(
          "%s is in use by another process. Stop it, or choose another --storage.path."
              .formatted(folder));
    }
    return lock;
  }

  @Override
  public List<String> list() throws IOException {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.endsWith(TEMPORARY) && !name.equals(LOCK)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public void publish(String name, List<ByteBuffer> content) throws IOException {
    Path temporary = folder.resolve(name + TEMPORARY);
    try (FileChannel file =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer part : content) {
        writeAll(file, part);
      }
      file.force(true);
    }
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public AppendFile append(String name) throws IOException {
    return new Appender(
        FileChannel.open(
            folder.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  @Override
  public ReadFile read(String name) throws IOException {
    FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.READ);
    try {
      return new Reader(name, file, file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }

  private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private record Appender(FileChannel file) implements AppendFile {
    @Override
    public void append(ByteBuffer bytes) throws IOException {
      writeAll(file, bytes);
    }

    @Override
    public void force() throws IOException {
      file.force(false);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private record Reader(String name, FileChannel file, long size) implements ReadFile {
    @Override
    public byte[] read(long offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (file.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("%s ends before byte %d".formatted(name, offset + length));
        }
      }
      return bytes.array();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
