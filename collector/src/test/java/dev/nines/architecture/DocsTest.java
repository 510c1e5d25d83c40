package dev.nines.architecture;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the project's Markdown files point at is there.
class DocsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]*[a-z](?:Test|IT))`");
  private static final List<String> NOT_OURS = List.of("target", "node_modules", ".git");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .filter(file -> NOT_OURS.stream().noneMatch(folder -> isInside(file, folder)))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    Path folder = ROOT.resolve(document).getParent();
    List<String> broken =
        LINK.matcher(Files.readString(ROOT.resolve(document)))
            .results()
            .map(MatchResult::group)
            .map(link -> link.substring(2))
            .filter(not(link -> Files.exists(folder.resolve(link))))
            .toList();
    assertThat(broken).isEmpty();
  }

  /// A document that says which test shows something must name one that is there.
  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(ROOT)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    var missing = new ArrayList<String>();
    for (Path document : documents().toList()) {
      TEST.matcher(Files.readString(ROOT.resolve(document)))
          .results()
          .map(match -> match.group(1))
          .filter(not(tests::contains))
          .forEach(name -> missing.add(document + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isInside(Path file, String folder) {
    return StreamSupport.stream(file.spliterator(), false)
        .anyMatch(part -> part.toString().equals(folder));
  }
}
