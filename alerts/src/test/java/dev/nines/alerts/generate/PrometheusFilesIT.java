package dev.nines.alerts.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The generated rules of the shipped promises: as committed, and as Prometheus' own tool reads
/// them.
class PrometheusFilesIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "GATEWAY, tenant-availability, gateway",
    "QUERIES, tenant-query-latency, queries",
  })
  void theFilesAreAsReviewed(EventSource events, String slo, String golden) {
    var objectives =
        SpecReader.shipped().objectives().stream().filter(each -> each.slo().equals(slo)).toList();
    var files = PrometheusFiles.of(objectives, options(events, false)).files();
    assertThat(files).containsOnlyKeys("nines-slo.yml", "nines-sloth.yml", "nines-thresholds.yml");
    Golden.assertSame(golden + "-slo.yml", files.get("nines-slo.yml"));
    Golden.assertSame(golden + "-sloth.yml", files.get("nines-sloth.yml"));
    Golden.assertSame("thresholds.yml", files.get("nines-thresholds.yml"));
  }

  @ParameterizedTest
  @CsvSource({"GATEWAY", "QUERIES"})
  void promtoolFindsNothingWrong(EventSource events) throws IOException {
    for (var file : shipped(events, false).files().entrySet()) {
      var path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
      var check = Tool.promtool("check", "rules", "--lint-fatal", path.toString());
      assertThat(check.exit()).as(check.output()).isZero();
    }
  }

  /// Words that are templates, quotes and line breaks; a calendar, a day, a half, no tenants, other
  /// groups, time slices; a composite and a level, which these rules do not count.
  @ParameterizedTest
  @CsvSource({"GATEWAY", "QUERIES"})
  void norIfPromisesAreOutOfTheOrdinary(EventSource events) throws IOException {
    var files = PrometheusFiles.of(outOfTheOrdinary(), options(events, false));
    for (var file : files.files().entrySet()) {
      var path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
      var check = Tool.promtool("check", "rules", "--lint-fatal", path.toString());
      assertThat(check.exit()).as(check.output()).isZero();
    }
    assertThat(files.left()).hasSize(events == EventSource.QUERIES ? 2 : 1);
  }

  @Test
  void theRulesAlertAsTheyShould() throws IOException {
    for (var file : shipped(EventSource.GATEWAY, false).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    var cases = Golden.read("rules_test.yml");
    var test = Files.writeString(folder.resolve("rules_test.yml"), cases);
    var result = Tool.promtool("test", "rules", test.toString());
    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void ofPromisesInTimeSlicesTheyCountSlices() throws IOException {
    var rules = PrometheusFiles.of(outOfTheOrdinary(), options(EventSource.GATEWAY, false)).files();
    Files.writeString(folder.resolve("nines-slo.yml"), rules.get("nines-slo.yml"));
    var test = Files.writeString(folder.resolve("slices_test.yml"), Golden.read("slices_test.yml"));
    var result = Tool.promtool("test", "rules", test.toString());
    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void everyAlertOfAGroupNamesItAsItsTenant() throws IOException {
    var rules = PrometheusFiles.of(outOfTheOrdinary(), options(EventSource.QUERIES, false)).files();
    assertThat(rules.get("nines-slo.yml"))
        .contains("tenant: '{{ $labels.region }},{{ $labels.zone }}'");
  }

  private static List<Objective> outOfTheOrdinary() throws IOException {
    var specs =
        SpecReader.read("odd.yml", Golden.read("odd.yml"), SpecReader.References.MUST_RESOLVE);
    assertThat(specs.diagnostics()).isEmpty();
    return specs.objectives();
  }

  @Test
  void theOperatorGetsResources() {
    var files = shipped(EventSource.GATEWAY, true).files();
    assertThat(files.get("nines-slo.yml"))
        .contains(
            """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: nines-slo
            """)
        .contains("\nspec:\n  groups:\n    - name: ");
  }

  private static PrometheusFiles shipped(EventSource events, boolean customResources) {
    return PrometheusFiles.of(SpecReader.shipped().objectives(), options(events, customResources));
  }

  private static PrometheusOptions options(EventSource events, boolean customResources) {
    return new PrometheusOptions(
        events,
        true,
        customResources,
        "https://nines.example/runbooks/{alertname}",
        "https://nines.example");
  }

  @Test
  void everyThresholdHasARunbook() {
    assertThat(AlertNames.GENERATED).containsAll(ThresholdRules.names());
  }
}
