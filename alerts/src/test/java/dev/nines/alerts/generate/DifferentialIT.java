package dev.nines.alerts.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines, one answer: the same counters go minute by minute through the embedded engine and,
/// by `promtool test rules`, through Prometheus with the generated rules.
///
/// What the embedded engine counted becomes series of the test, beside the tolerance: the events of
/// the interval at each edge of a window (five minutes where recorded counts are added up). The
/// test then asks Prometheus for tenants that differ by more, and for alerts that the other does
/// not have.
class DifferentialIT {
  private static final long SEED = 20_261_121;

  private static final String SPEC =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: answers, annotations: {nines.dev/group-by: tenant}}
      spec:
        service: shop
        indicator:
          metadata: {name: answers}
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(failed_total[{{.window}}]))'}}}
              total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(events_total[{{.window}}]))'}}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.999}]
      """;

  @TempDir private Path folder;

  @Test
  @Tag("nightly") // promtool evaluates 480 minutes of 58 tenants: a minute or two
  void bothEnginesCountAndAlertAlike() throws IOException {
    var scenarios = Scenario.all(SEED);
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(50);
    var objectives =
        SpecReader.read("spec.yaml", SPEC, SpecReader.References.MAY_STAY_OPEN).objectives();
    var embedded = new EmbeddedRun(folder.resolve("ledger"), objectives, scenarios).run();
    var rules =
        PrometheusFiles.of(
            objectives,
            new PrometheusOptions(EventSource.QUERIES, false, false, "http://n", "http://n"));
    Files.writeString(folder.resolve("rules.yml"), rules.files().get("nines-slo.yml"));
    var test =
        Files.writeString(folder.resolve("test.yml"), new PromtoolTest(scenarios, embedded).text());
    var result = Tool.promtool("test", "rules", test.toString());
    assertThat(result.exit()).as(result.output()).isZero();
  }
}
