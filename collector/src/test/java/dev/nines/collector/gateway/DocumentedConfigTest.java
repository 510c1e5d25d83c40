package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every piece of `nines.yml` that a document shows can be copied from it and is read without a
/// complaint, once the files that it names exist.
class DocumentedConfigTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```ya?ml\n(.*?)^```");
  private static final Pattern FILE = Pattern.compile("(\\w+_file): ([\\w./-]+)");

  /// They show files of their own.
  private static final List<String> OTHERS =
      List.of("tenant_tokens:", "senders:", "exclusions:", "corrections:");

  private static final String SERVER =
      """
      mariadb:
        - name: db1
          url: jdbc:mariadb://db1/
          username: nines
          password_file: password
      """;

  @TempDir private Path folder;

  private record Example(String document, String text) {
    @Override
    public String toString() {
      return document + ": " + text.lines().findFirst().orElse("");
    }
  }

  static List<Example> examples() throws IOException {
    try (Stream<Path> all = Files.find(ROOT, 6, (path, _) -> isDocument(path))) {
      return all.flatMap(DocumentedConfigTest::examplesIn)
          .filter(example -> OTHERS.stream().noneMatch(example.text()::startsWith))
          .toList();
    }
  }

  private static boolean isDocument(Path path) {
    return path.toString().endsWith(".md")
        && Stream.of("/target/", "/node_modules/").noneMatch(path.toString()::contains);
  }

  private static Stream<Example> examplesIn(Path document) {
    try {
      return EXAMPLE
          .matcher(Files.readString(document))
          .results()
          .map(found -> new Example(ROOT.relativize(document).toString(), found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void isValidAsItStands(Example example) throws IOException {
    String text = whole(example.text());
    for (MatchResult file : FILE.matcher(text).results().toList()) {
      Path named = folder.resolve(file.group(2).substring(file.group(2).lastIndexOf('/') + 1));
      Files.writeString(named, contentOf(file.group(1)));
      text = text.replace(file.group(2), named.getFileName().toString());
    }
    Files.writeString(
        folder.resolve("tenants.yml"), "tenants: [{id: acme, labels: {slug: acme}}]\n");

    assertThat(
            ConfigReader.read(Files.writeString(folder.resolve("nines.yml"), text)).diagnostics())
        .isEmpty();
  }

  /// With what every configuration has; what is indented belongs to a server.
  private static String whole(String piece) {
    String section = piece.startsWith(" ") ? SERVER + piece : piece;
    return section.contains("tenants:\n") ? section : "tenants: {file: tenants.yml}\n" + section;
  }

  private static String contentOf(String field) {
    return switch (field) {
      case "senders_file" -> "senders: [{name: api, token_sha256: " + "a".repeat(64) + "}]";
      case "headers_file" -> "Authorization: Bearer secret";
      case "url_file" -> "https://hooks.example.com/nines";
      default -> "secret";
    };
  }
}
