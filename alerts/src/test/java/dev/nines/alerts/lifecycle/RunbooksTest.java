package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {
  private static final Path FOLDER = Path.of("runbooks");
  private static final Pattern METRIC = Pattern.compile("nines_[a-z_]+?(?=_count\\b|[^a-z_]|$)");

  static Stream<String> names() {
    return Stream.concat(AlertNames.ALL.stream(), AlertNames.GENERATED.stream()).distinct();
  }

  static Stream<String> playbooks() {
    return Runbooks.PLAYBOOKS.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyAlertHasARunbookThatSaysWhatToDo(String alertname) throws IOException {
    var text = Files.readString(FOLDER.resolve(alertname + ".md"));
    assertThat(text)
        .startsWith("# " + alertname + "\n")
        .contains(
            "## What it means",
            "## First three checks\n\n1. ",
            "\n3. ",
            "## Remedies",
            "## When to escalate",
            "curl ");
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void everyPlaybookSaysWhatToDoInWhichOrderAndWhomToTell(String name) throws IOException {
    var text = Files.readString(FOLDER.resolve("playbooks").resolve(name + ".md"));
    assertThat(text)
        .startsWith("# Playbook: ")
        .contains("## Recognise it", "## In this order\n\n1. ", "## Tell", "## Afterwards");
    assertThat(Runbooks.read(name)).contains(text);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theProgramBringsItsRunbooks(String alertname) throws IOException {
    assertThat(Runbooks.read(alertname))
        .contains(Files.readString(FOLDER.resolve(alertname + ".md")));
  }

  /// They are documented in the collector's folder `docs`.
  @Test
  void runbooksNameMetricsThatExist() throws IOException {
    var documented = new StringBuilder();
    try (var documents = Files.list(Path.of("../collector/docs"))) {
      for (var document : documents.toList()) {
        documented.append(Files.readString(document));
      }
    }
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(METRIC.matcher(Files.readString(file)).results().map(MatchResult::group))
            .as(file.toString())
            .allMatch(metric -> documented.indexOf(metric) >= 0);
      }
    }
  }

  @Test
  void aNameThatIsNoAlertReadsNothing() {
    assertThat(Runbooks.read("../../../../db/migration/V2__alerts")).isEmpty();
  }

  @Test
  void noRunbookIsWithoutAnAlert() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(names().toList());
    }
  }
}
