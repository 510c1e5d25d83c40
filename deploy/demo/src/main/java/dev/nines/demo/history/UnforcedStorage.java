package dev.nines.demo.history;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A folder that is written without waiting for the disk: what is invented need not outlive a power
/// cut, and thousands of waits are what would take the time (20 s instead of 3).
final class UnforcedStorage implements Storage {

  private final Path folder;
  private final Storage storage;

  private UnforcedStorage(Path folder, Storage storage) {
    this.folder = folder;
    this.storage = storage;
  }

  static UnforcedStorage open(Path folder) throws IOException {
    return new UnforcedStorage(folder, FileStorage.open(folder));
  }

  @Override
  public List<String> list() throws IOException {
    return storage.list();
  }

  @Override
  public void publish(String name, List<ByteBuffer> content) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer part : content) {
        while (part.hasRemaining()) {
          file.write(part);
        }
      }
    }
  }

  @Override
  public AppendFile append(String name) throws IOException {
    AppendFile file = storage.append(name);
    return new AppendFile() {
      @Override
      public void append(ByteBuffer bytes) throws IOException {
        file.append(bytes);
      }

      @Override
      public void force() {
        // See above.
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public ReadFile read(String name) throws IOException {
    return storage.read(name);
  }

  @Override
  public void delete(String name) throws IOException {
    storage.delete(name);
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
