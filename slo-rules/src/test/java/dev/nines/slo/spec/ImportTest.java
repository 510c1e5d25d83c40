package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.spec.SpecReader.Format;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImportTest {
  private static final String SLOTH =
      """
      version: prometheus/v1
      service: K8s_API
      labels: {cluster: "it's one", example.com/team: shop}
      slos:
        - name: latency
          objective: 99.95
          description: "Fast: enough"
          sli:
            events:
              error_query: |
                (
                  sum(rate(a_count{verb!="WATCH"}[{{.window}}]))
                  -
                  sum(rate(a_bucket{le="0.4",verb!="WATCH"}[{{.window}}]))
                )
              total_query: sum(rate(a_count{verb!="WATCH"}[{{.window}}]))
          alerting: {name: Latency, page_alert: {disable: true}}
        - name: raw
          objective: 99
          sli: {raw: {error_ratio_query: 'max_over_time(some_ratio[{{.window}}])'}}
          alerting: {name: Raw}
      """;

  @Test
  void importedSlothIsTheSamePromiseInOpenSlo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sloth.yml"), SLOTH);
    Objective original =
        SpecReader.read(List.of(file), References.MUST_RESOLVE).objectives().getFirst();

    String openSlo = SpecReader.importAsOpenSlo(List.of(file), Format.SLOTH).openSlo();
    SpecSet imported = SpecReader.read("imported.yaml", openSlo, References.MUST_RESOLVE);

    assertThat(imported.diagnostics()).isEmpty();
    Objective same = imported.objectives().getFirst();
    assertThat(same.slo()).isEqualTo("k8s-api-latency");
    assertThat(same.target()).isEqualByComparingTo(original.target());
    assertThat(same.window()).isEqualTo(original.window());
    assertThat(same.alerting()).isEqualTo(original.alerting());
    assertThat(same.labels()).isEqualTo(Map.of("cluster", "it's one", "example.com.team", "shop"));
    assertThat(same.description()).isEqualTo(original.description());
    assertThat(openSlo)
        .endsWith("---\n# Not imported: K8s_API-raw, a precomputed ratio has no counts to sum.\n");
  }

  @Test
  void windowsOfSlothBecomePoliciesWithTheSameBurns(@TempDir Path folder) throws IOException {
    String windows =
        """
        apiVersion: sloth.slok.dev/v1
        kind: AlertWindows
        spec:
          sloPeriod: 7d
          page:
            quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
            slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
          ticket:
            quick: {errorBudgetPercent: 20, shortWindow: 3h, longWindow: 1d}
            slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}
        """;
    Path file = Files.writeString(folder.resolve("sloth.yml"), SLOTH + "---\n" + windows);
    Objective original =
        SpecReader.read(List.of(file), References.MUST_RESOLVE).objectives().getFirst();

    String openSlo = SpecReader.importAsOpenSlo(List.of(file), Format.SLOTH).openSlo();
    SpecSet imported = SpecReader.read("imported.yaml", openSlo, References.MUST_RESOLVE);

    assertThat(imported.diagnostics()).isEmpty();
    assertThat(imported.objectives().getFirst().window()).isEqualTo(original.window());
    assertThat(imported.objectives().getFirst().alerting().conditions())
        .extracting(
            BurnCondition::name,
            BurnCondition::lookback,
            BurnCondition::factor,
            BurnCondition::severity)
        .containsExactly(
            tuple("slow", Duration.ofDays(1), 1.4, Severity.WARNING),
            tuple("long", Duration.ofDays(3), 0.98, Severity.WARNING));
    assertThat(openSlo)
        .containsOnlyOnce("# OpenSLO has no word for the short window of 3h; a twelfth is taken.");
  }

  @Test
  void anInvalidFileIsNotImported(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yml"), SLOTH.replace("99.95", "many"));

    Imported imported = SpecReader.importAsOpenSlo(List.of(file), Format.SLOTH);

    assertThat(imported.openSlo()).isEmpty();
    assertThat(imported.diagnostics()).isNotEmpty();
  }

  @Test
  void aRatioInOneQueryIsImportedAsEvents(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("raw.yml"),
            SLOTH.replace(
                "max_over_time(some_ratio[{{.window}}])",
                "1 - sum(rate(ok[{{.window}}])) / sum(rate(all[{{.window}}]))"));

    Imported imported = SpecReader.importAsOpenSlo(List.of(file), Format.SLOTH);

    assertThat(imported.documents().getLast().text())
        .contains("good:", "query: 'sum(rate(ok[{{.window}}]))'");
  }

  @Test
  void aFileOfAnotherFormatIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sloth.yml"), SLOTH);

    assertThat(SpecReader.importAsOpenSlo(List.of(file), Format.PYRRA).diagnostics())
        .extracting(Diagnostic::remedy)
        .containsExactly("Import it with: nines import sloth");
  }

  static Stream<Arguments> publicExamples() throws IOException {
    var examples = new ArrayList<Arguments>();
    for (Format format : Format.values()) {
      Path folder = TestData.folder(format.name().toLowerCase(Locale.ROOT));
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.getFileName().toString().startsWith("openslo"))
            .forEach(
                file -> examples.add(Arguments.of(file.getFileName().toString(), file, format)));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publicExamples")
  void whatIsImportedMeasuresAndPromisesTheSame(String name, Path file, Format format) {
    List<Objective> originals =
        SpecReader.read(List.of(file), References.MUST_RESOLVE).objectives();

    Imported written = SpecReader.importAsOpenSlo(List.of(file), format);
    assumeTrue(written.documents().stream().anyMatch(Imported.Document::hasObject));
    String openSlo = written.openSlo();
    SpecSet imported = SpecReader.read("imported.yaml", openSlo, References.MUST_RESOLVE);

    assertThat(imported.valid()).as("%s%n%s", imported.diagnostics(), openSlo).isTrue();
    assertThat(imported.objectives()).hasSameSizeAs(originals);
    for (int i = 0; i < originals.size(); i++) {
      assertThat(comparable(imported.objectives().get(i))).isEqualTo(comparable(originals.get(i)));
    }
  }

  /// What an objective promises, without the place and the spelling of its names.
  private static List<Object> comparable(Objective objective) {
    return List.of(
        objective.indicator(),
        objective.groupBy(),
        objective.target().stripTrailingZeros(),
        objective.window(),
        objective.method(),
        objective.alerting(),
        objective.labels(),
        objective.description());
  }
}
