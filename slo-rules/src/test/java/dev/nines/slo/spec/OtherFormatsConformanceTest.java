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

/// Sloth's and Pyrra's public examples load as they are, and all that count counters or histograms
/// are evaluated.
class OtherFormatsConformanceTest {
  /// How many objectives are left out, and why there are any.
  private static final Map<String, Integer> NOT_EVALUATED =
      Map.of("home-wifi.yml", 2); // subqueries over gauges

  static Stream<Arguments> examples() throws IOException {
    Path sloth = TestData.folder("sloth");
    Path pyrra = TestData.folder("pyrra");
    try (Stream<Path> one = Files.walk(sloth);
        Stream<Path> other = Files.walk(pyrra)) {
      return Stream.concat(one, other)
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(sloth.resolve("generated")))
          .map(file -> Arguments.of(file.getFileName().toString(), file))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void aPublicExampleLoads(String name, Path file) {
    SpecSet specs = SpecReader.read(List.of(file), References.MUST_RESOLVE);

    assertThat(specs.valid()).as("%s", specs.diagnostics()).isTrue();
    assertThat(specs.notEvaluated())
        .as("%s", specs.diagnostics())
        .hasSize(NOT_EVALUATED.getOrDefault(name, 0));
    if (!name.equals("7d.yaml")) {
      assertThat(specs.objectives().size() + specs.notEvaluated().size()).isPositive();
    }
  }
}
