package dev.nines.collector.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConformanceTest {

  @Test
  void everyPublicCaseIsJudgedAsItsDescriptionSays() throws IOException {
    var misjudged = new ArrayList<String>();
    try (Stream<Path> folders = Files.list(TestData.folder("openmetrics"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        byte[] body = Files.readAllBytes(folder.resolve("metrics"));
        String description = Files.readString(folder.resolve("test.json"));
        boolean shouldParse = description.replace(" ", "").contains("\"shouldParse\":true");
        List<Violation> found = ExpositionChecker.check(body, Format.OPENMETRICS);
        if (found.isEmpty() != shouldParse) {
          misjudged.add(folder.getFileName() + ": " + found);
        }
      }
    }
    assertThat(misjudged).isEmpty();
  }
}
