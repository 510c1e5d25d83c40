package dev.nines.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Public conformance data that is too large, or not ours, to be kept with the sources.
public final class TestData {

  private TestData() {}

  /// The folder `name` below the one that the environment variable `NINES_TESTDATA` names; skips
  /// the calling test when there is none.
  public static Path folder(String name) {
    String root = System.getenv("NINES_TESTDATA");
    if (root == null || root.isEmpty()) {
      return Assumptions.abort("NINES_TESTDATA is not set: it names the folder of test data");
    }
    Path folder = Path.of(root).resolve(name);
    if (!Files.isDirectory(folder)) {
      return Assumptions.abort("NINES_TESTDATA has no folder " + name + ": " + folder);
    }
    return folder;
  }
}
