package dev.nines.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {

  private static final Pattern NUMERIC_USER = Pattern.compile("USER [1-9][0-9]*:[1-9][0-9]*");

  /// The instructions, continued lines joined and comments left out.
  private final List<String> instructions = instructions();

  @Test
  void nothingIsAddedFromElsewhere() {
    assertThat(instructions).noneMatch(line -> line.startsWith("ADD "));
    assertThat(instructions)
        .filteredOn(line -> line.startsWith("RUN "))
        .noneMatch(line -> line.contains("curl ") || line.contains("wget "));
  }

  @Test
  void baseImagesAreNamedByVersion() {
    assertThat(instructions)
        .filteredOn(line -> line.matches("ARG (BUILDER|RUNTIME)=.*"))
        .hasSize(2)
        .allMatch(line -> line.matches("ARG \\w+=[a-z-]+:[0-9].*"))
        .noneMatch(line -> line.contains("latest"));
    assertThat(instructions)
        .filteredOn(line -> line.startsWith("FROM "))
        .allMatch(line -> line.matches("FROM (\\$\\{BUILDER}|\\$\\{RUNTIME}|runtime) AS [a-z]+"));
  }

  @Test
  void whatRunsBelongsToNobody() {
    assertThat(instructions).filteredOn(line -> line.startsWith("USER ")).hasSize(1);
    assertThat(stage("runtime")).anyMatch(NUMERIC_USER.asMatchPredicate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"saas", "gateway"})
  void anImageSaysWhetherItIsWell(String stage) {
    assertThat(stage(stage))
        .filteredOn(line -> line.startsWith("HEALTHCHECK "))
        .singleElement()
        .asString()
        .contains("healthcheck");
  }

  @ParameterizedTest
  @ValueSource(strings = {"saas", "gateway"})
  void signalsReachTheProgram(String stage) {
    assertThat(stage(stage))
        .filteredOn(line -> line.startsWith("ENTRYPOINT "))
        .singleElement()
        .asString()
        .startsWith("ENTRYPOINT [\"java\"");
  }

  @Test
  void theGatewaysImageIsTheLastAndLabelled() {
    assertThat(instructions)
        .filteredOn(line -> line.startsWith("FROM "))
        .last()
        .isEqualTo("FROM runtime AS gateway");
    for (String label : List.of("title", "licenses", "source", "version", "revision", "created")) {
      assertThat(stage("gateway")).anyMatch(line -> line.contains("opencontainers.image." + label));
    }
  }

  @Test
  void secretsStayOutOfTheBuild() throws IOException {
    assertThat(Files.readAllLines(ComposeFile.DEPLOY.resolve("../.dockerignore")))
        .contains(".git", "deploy/secrets", "data", "demo-data");
    assertThat(instructions)
        .noneMatch(line -> line.matches("(?i)(ARG|ENV) .*(password|secret|token).*"));
  }

  private List<String> stage(String name) {
    int from =
        Stream.iterate(0, i -> i < instructions.size(), i -> i + 1)
            .filter(i -> instructions.get(i).endsWith(" AS " + name))
            .findFirst()
            .orElseThrow();
    return instructions.subList(from + 1, instructions.size()).stream()
        .takeWhile(line -> !line.startsWith("FROM "))
        .toList();
  }

  private static List<String> instructions() {
    try {
      String text =
          Files.readString(ComposeFile.DEPLOY.resolve("Dockerfile"))
              .replaceAll("(?m)^#.*\n", "")
              .replaceAll("\\\\\n\\s*", "");
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
