package dev.nines.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Where the demo's servers keep what outlives them: `logs/`, `run/` (process ids, sockets),
/// `secrets/` and a folder for each server's data. All of it belongs to the user alone.
public final class ServerFolder {

  /// The longest path of a Unix socket is 107 bytes on Linux.
  private static final int SOCKET_PATH_LIMIT = 107;

  private static final int SECRET_BYTES = 18;
  private static final int ROOT_UID = 0;

  private final Path root;
  private final SecureRandom random = new SecureRandom();

  private ServerFolder(Path root) {
    this.root = root;
  }

  /// Creates what is missing below `root`.
  public static ServerFolder open(Path root) {
    var folder = new ServerFolder(root.toAbsolutePath().normalize());
    for (String name : List.of("logs", "run", "secrets")) {
      createPrivately(folder.root.resolve(name));
    }
    return folder;
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

  static void writePrivately(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
