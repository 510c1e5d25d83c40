package dev.nines.collector.gateway.doctor;

import dev.nines.collector.source.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the ledger has a place: the folder can be written, and there is room for a while.
///
/// @param folder `--storage.path`
public record DiskDiagnosis(Path folder) implements Diagnosis {
  private static final long MIN_FREE_BYTES = 1L << 30;

  @Override
  public String subject() {
    return "storage " + folder;
  }

  @Override
  public List<Finding> examine() throws IOException {
    Path existing = nearest(folder.toAbsolutePath());
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return List.of(
          Finding.problem(
              "%s cannot be written by the gateway's user".formatted(existing),
              "mkdir -p %1$s && chown \"$(id -un)\" %1$s".formatted(folder)));
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    String room = "%,d MiB free".formatted(free >> 20);
    return List.of(
        free < MIN_FREE_BYTES
            ? Finding.advice(
                room, "give it a GiB at least: a full disk makes minutes unmeasured in reports")
            : Finding.ok(room));
  }

  /// The folder, or the first above it that exists; it is made at the start.
  private static Path nearest(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : nearest(parent);
  }
}
