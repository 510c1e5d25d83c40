package dev.nines.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder below `target`, on the disk that the project is on, for what is not a test and so has
/// no `@TempDir`: benchmarks, which must not measure a file system in memory.
public final class ScratchFolder implements AutoCloseable {
  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /// A new one, below `target` of the module in whose folder the JVM was started.
  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench"));
  }

  public Path path() {
    return path;
  }

  /// Bytes of the files that are in it and have a word in their names; an empty word is in all.
  public long bytes(String word) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains(word)).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /// Deletes it with everything in it.
  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(path)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
