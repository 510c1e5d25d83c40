package dev.nines.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Programs that tests run but do not bring along.
public final class ExternalBinary {

  /// Where daemons live that a user's `PATH` often leaves out.
  private static final List<Path> DAEMON_FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));

  private static final String MARIADB = "mariadb";

  private ExternalBinary() {}

  /// The path of the program `name`.
  ///
  /// When it is not installed, the calling test fails in CI (environment `CI=true`), where
  /// `.ci/run` should have installed it, and is skipped elsewhere; either way the message names
  /// `debianPackage`.
  public static Path require(String name, String debianPackage) {
    Optional<Path> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    String message =
        "%s is not installed: apt-get install %s provides it".formatted(name, debianPackage);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    return Assumptions.abort(message);
  }

  /// The path of the program `name`, if it is on the `PATH` or in a daemon folder.
  public static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> onPath =
        Stream.of(path.split(File.pathSeparator, -1)).filter(f -> !f.isEmpty()).map(Path::of);
    return Stream.concat(onPath, DAEMON_FOLDERS.stream())
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .filter(program -> name.startsWith(MARIADB) || !isMariaDb(program))
        .findFirst();
  }

  /// MariaDB's packages call its programs by MySQL's names too.
  private static boolean isMariaDb(Path program) {
    try {
      return program.toRealPath().getFileName().toString().startsWith(MARIADB);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
