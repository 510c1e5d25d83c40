package dev.nines.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the demo's servers keep what outlives them: `logs/`, `run/` (process ids, sockets),
/// `secrets/` and a folder for each server's data. All of it belongs to the user alone.
public final class ServerFolder {

  /// The longest path of a Unix socket is 107 bytes on Linux.
  private static final int SOCKET_PATH_LIMIT = 107;

  private static final String MARK = "nines-demo";
  private static final int SECRET_BYTES = 18;
  private static final int ROOT_UID = 0;

  private final Path root;
  private final SecureRandom random = new SecureRandom();

  /// Held, not used: the channel would be closed with it.
  private @Nullable FileLock lock;

  private ServerFolder(Path root) {
    this.root = root;
  }

  /// Creates what is missing below `root`.
  ///
  /// @throws IllegalStateException if `root` holds something else than a demo's data
  public static ServerFolder open(Path root) {
    var folder = new ServerFolder(root.toAbsolutePath().normalize());
    folder.requireOurs();
    for (String name : List.of("logs", "run", "secrets")) {
      createPrivately(folder.root.resolve(name));
    }
    return folder;
  }

  /// Keeps other demos off this folder until this process ends, however it ends.
  ///
  /// @throws IllegalStateException if another one has it
  public void claim() {
    Path file = root.resolve("run").resolve("demo.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lock == null) {
      throw new IllegalStateException(
          "Another demo is running with the data in %s. Remedy: stop it, or choose another folder with --data"
              .formatted(root));
    }
  }

  /// Deletes all data, so that the next start begins anew. Call it with the folder claimed and
  /// nothing left running.
  public void reset() {
    try (Stream<Path> files = Files.list(root)) {
      files.filter(file -> !file.endsWith("run")).toList().forEach(Folders::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open(root);
  }

  /// The folder itself, absolute.
  public Path root() {
    return root;
  }

  /// The folder `name`, created if it is missing.
  public Path data(String name) {
    return createPrivately(root.resolve(name));
  }

  /// The log of a server.
  public Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /// A secret made of letters and digits, drawn at the first call and then kept.
  public String secret(String name) {
    Path file = secretFile(name);
    try {
      if (!Files.exists(file)) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        writePrivately(file, HexFormat.of().formatHex(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file in which [#secret(String)] keeps a secret.
  public Path secretFile(String name) {
    return root.resolve("secrets").resolve(name);
  }

  /// Ends the servers that a killed demo left running.
  ///
  /// @return the names of those that there were
  public List<String> reapLeftovers() {
    var reaped = new ArrayList<String>();
    try (Stream<Path> files = Files.list(root.resolve("run"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pid")).sorted().toList()) {
        if (new PidFile(file).reap()) {
          reaped.add(file.getFileName().toString().replace(".pid", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(reaped);
  }

  PidFile pidFile(String name) {
    return new PidFile(root.resolve("run").resolve(name + ".pid"));
  }

  /// A path for a Unix socket, in the temporary folder if ours lies too deep.
  Path socket(String name) {
    Path here = root.resolve("run").resolve(name + ".sock");
    if (here.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_LIMIT) {
      return here;
    }
    String unique = Integer.toHexString(root.hashCode());
    return Path.of(System.getProperty("java.io.tmpdir"), "nines-" + unique + "-" + name + ".sock");
  }

  /// Whether we run as the superuser: new files belong to whom we are.
  boolean ownedByRoot() {
    try {
      return Integer.valueOf(ROOT_UID).equals(Files.getAttribute(root.resolve("run"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a file that only its owner may read.
  public static void writePrivately(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `--reset` would delete is only ever what a demo made.
  private void requireOurs() {
    try {
      createPrivately(root);
      Path mark = root.resolve("run").resolve(MARK);
      boolean empty;
      try (Stream<Path> files = Files.list(root)) {
        empty = files.findAny().isEmpty();
      }
      if (!empty && !Files.exists(mark)) {
        throw new IllegalStateException(
            "%s holds other things than a demo's data. Remedy: choose another folder with --data"
                .formatted(root));
      }
      createPrivately(root.resolve("run"));
      if (empty) {
        Files.createFile(mark);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + " for the demo's data", e);
    }
  }

  private static Path createPrivately(Path folder) {
    try {
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
