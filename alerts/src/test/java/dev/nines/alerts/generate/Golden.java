package dev.nines.alerts.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares what is generated with files under `src/test/resources`. With `-Dgolden.update=true`
/// they are written instead, to be read in the review.
final class Golden {
  private static final Path MODULE = Path.of(Files.isDirectory(Path.of("alerts")) ? "alerts" : "");
  private static final Path FOLDER = MODULE.resolve("src/test/resources/dev/nines/alerts/generate");

  private Golden() {}

  static void assertSame(String name, String text) {
    assertSame(FOLDER.resolve(name), text);
  }

  /// The text of a file beside the golden ones.
  static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  /// The same with a file that users get as it is.
  static void assertShipped(String name, String text) {
    assertSame(MODULE.resolve(name), text);
  }

  private static void assertSame(Path file, String text) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(file, text);
      }
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
