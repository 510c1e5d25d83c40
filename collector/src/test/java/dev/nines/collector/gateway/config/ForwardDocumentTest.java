package dev.nines.collector.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the document about forwarding shows can be copied.
class ForwardDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "forward.md");
  private static final Pattern SNIPPET = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  static Stream<String> snippets() throws IOException {
    return SNIPPET.matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void isTakenAsItStands(String snippet) throws IOException {
    Path headers = Files.writeString(folder.resolve("headers"), "X-Scope-OrgID: shop\n");
    String tenants =
        "tenants: {database: {url: 'jdbc:mariadb://db1/c', username: nines, query: SELECT 1}}\n";

    ConfigReader.Outcome outcome =
        ConfigReader.read(
            "nines.yml",
            tenants + snippet.replaceAll("/etc/nines/\\w+\\.headers", headers.toString()),
            folder,
            _ -> null);

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.config().orElseThrow().forward().queueBytes()).isPositive();
  }
}
