package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.spec.SpecReader.References;
import dev.nines.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The public examples of OpenSLO have the outcome that its schemas give them; those on which
/// schema, README and SDK disagree have the outcome that we decided on (RATIONALE.md says why).
class OpenSloConformanceTest {
  private static final Map<String, String> DECIDED =
      Map.of(
          "v1/alert-policy/alert-policy-inline-cond.yaml", "INVALID",
          "v1/alert-policy/alert-policy-many-notificationref.yaml", "INVALID",
          "v1/alert-policy/alert-policy.yaml", "INVALID",
          "v1/slo/slo-indicatorref-calendar-alerts.yaml", "VALID",
          "v1/slo/slo-indicatorref-rolling-alerts.yaml", "VALID",
          "v1/slo/slo-no-indicatorref-calendar-alerts.yaml", "VALID",
          "v1/slo/slo-no-indicatorref-rolling-alerts.yaml", "VALID");

  static Stream<Arguments> examples() throws IOException {
    Path folder = TestData.folder("openslo");
    return Files.readAllLines(folder.resolve("expected.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .map(columns -> Arguments.of(folder, columns[0], columns[1]));
  }

  @ParameterizedTest(name = "{1} is {2}")
  @MethodSource("examples")
  void aPublicExampleHasItsOutcome(Path folder, String file, String expected) {
    SpecSet specs = SpecReader.read(List.of(folder.resolve(file)), References.MAY_STAY_OPEN);

    String decided = expected.equals("DISPUTED") ? DECIDED.get(file) : expected;
    assertThat(specs.valid() ? "VALID" : "INVALID")
        .as("%s", specs.diagnostics())
        .isEqualTo(decided);
  }
}
