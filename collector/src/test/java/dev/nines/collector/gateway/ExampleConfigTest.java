package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deploy/nines.example.yml`, which people copy from, is read without a complaint and shows every
/// section that there is.
class ExampleConfigTest {
  private static final Path EXAMPLE = Path.of("../deploy/nines.example.yml");
  private static final Pattern SECRET = Pattern.compile("secrets/[a-z.-]+");
  private static final Pattern SECTION = Pattern.compile("(?m)^\\| `([a-z_]+)");

  @TempDir private Path folder;

  @Test
  void theExampleIsValidOnceItsSecretsExist() throws IOException {
    String text = Files.readString(EXAMPLE);
    Files.createDirectory(folder.resolve("secrets"));
    for (String file : matches(SECRET, text)) {
      Files.writeString(folder.resolve(file), secret(file));
    }
    Path copy = Files.writeString(folder.resolve("nines.yml"), text);

    ConfigReader.Outcome outcome = ConfigReader.read(copy);

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.config())
        .hasValueSatisfying(
            config ->
                assertThat(ConfigSummary.of(config, 3))
                    .startsWith("3 objectives; reads 1 MariaDB server, 1 PostgreSQL server, ")
                    .contains("2 scrape targets, 1 job that discovers targets, 1 probe, ")
                    .endsWith(
                        "; tells 2 Alertmanagers, 2 direct sinks, 2 destinations of what is"
                            + " passed on"));
  }

  @Test
  void everyDocumentedSectionIsInTheExample() throws IOException {
    List<String> sections =
        matches(SECTION, Files.readString(Path.of("docs/configuration.md"))).stream()
            .map(row -> row.substring(row.indexOf('`') + 1))
            .toList();
    assertThat(sections).contains("tenants", "escalation").hasSizeGreaterThan(20);
    assertThat(Files.readString(EXAMPLE).lines().map(line -> line.replaceFirst("^# ", "")))
        .satisfies(
            lines ->
                assertThat(sections)
                    .allSatisfy(
                        section -> assertThat(lines).anyMatch(l -> l.startsWith(section + ":"))));
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  private static String secret(String file) {
    return switch (file) {
      case "secrets/senders.yml" -> "senders: [{name: api, token_sha256: " + "a".repeat(64) + "}]";
      case "secrets/slack.url" -> "https://hooks.example.com/nines";
      case "secrets/sentry.dsn" -> "https://key@sentry.example.com/1";
      case "secrets/mimir.headers" -> "X-Scope-OrgID: nines";
      default -> "secret";
    };
  }
}
