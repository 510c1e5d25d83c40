package dev.nines.demo.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that may be installed on this machine.
public final class Programs {

  /// Where daemons live that a user's `PATH` often leaves out.
  private static final List<Path> DAEMON_FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));

  private Programs() {}

  /// The first program of these names that is installed, on the `PATH` or in a daemon folder.
  public static Optional<Path> find(String... names) {
    return Stream.of(names).flatMap(name -> candidates(name)).findFirst();
  }

  private static Stream<Path> candidates(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> onPath =
        Stream.of(path.split(File.pathSeparator, -1)).filter(f -> !f.isEmpty()).map(Path::of);
    return Stream.concat(onPath, DAEMON_FOLDERS.stream())
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable);
  }
}
