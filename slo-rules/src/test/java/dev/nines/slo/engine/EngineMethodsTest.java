package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecSet;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.testing.PlainTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One hour of two series across the end of a month, judged by every method that a spec can name.
class EngineMethodsTest {
  private static final Instant START = Instant.parse("2026-03-31T23:30:00Z");
  private static final Tenant ACME = PlainTenant.of("acme", "enterprise", START);
  private static final String SPEC =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: %s}
      spec:
        service: shop
        timeWindow:
          - %s
        budgetingMethod: %s
        indicator: {metadata: {name: orders}, spec: {ratioMetric: {
          bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(bad_total[{{.window}}]))'}}},
          total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(all_total[{{.window}}]))'}}}}}}
        objectives:
          - {displayName: only, target: 0.9, %s}
      ---
      """;
  private static final String COMPOSITE =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: both}
      spec:
        service: shop
        timeWindow:
          - {duration: 1h, isRolling: true}
        budgetingMethod: Occurrences
        objectives:
          - displayName: orders
            target: 0.9
            compositeWeight: 3
            indicator: {metadata: {name: a}, spec: {ratioMetric: {
              bad: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(bad_total[{{.window}}]))'}}},
              total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(all_total[{{.window}}]))'}}}}}}
          - displayName: none bad
            target: 0.5
            compositeWeight: 1
            indicator: {metadata: {name: b}, spec: {ratioMetric: {
              good: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(all_total[{{.window}}]))'}}},
              total: {metricSource: {type: Prometheus, spec: {query: 'sum by (tenant) (increase(all_total[{{.window}}]))'}}}}}}
      """;
  private static final String ROLLING = "{duration: 1h, isRolling: true}";
  private static final String MONTH =
      "{duration: 1M, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}}";

  /// One promise for each method.
  static final String SPECS =
      SPEC.formatted("events", ROLLING, "Occurrences", "op: lte")
          + SPEC.formatted(
              "slices", ROLLING, "Timeslices", "timeSliceTarget: 0.6, timeSliceWindow: 1m")
          + SPEC.formatted("ratios", ROLLING, "RatioTimeslices", "timeSliceWindow: 1m")
          + SPEC.formatted("april", MONTH, "Occurrences", "op: lte")
          + COMPOSITE;

  @TempDir private Path folder;

  @Test
  void everyMethodComesToItsOwnFigure() throws IOException {
    SpecSet specs = SpecReader.read("slo.yaml", SPECS, SpecReader.References.MAY_STAY_OPEN);
    assertThat(specs.valid()).as("%s", specs.diagnostics()).isTrue();
    assertThat(specs.notEvaluated()).isEmpty();

    Map<String, Verdict> verdicts = run(specs);

    // 30 minutes of March with 10 events each, all good; 30 of April with 40, half of them bad
    assertThat(sli(verdicts, "events")).isCloseTo(900.0 / 1500, within(1e-9));
    assertThat(sli(verdicts, "slices")).isCloseTo(0.5, within(1e-9));
    assertThat(sli(verdicts, "ratios")).isCloseTo(0.75, within(1e-9));
    assertThat(sli(verdicts, "april")).isCloseTo(0.5, within(1e-9));
    assertThat(verdicts.get("april").figures().total()).isEqualTo(1200);
    assertThat(verdicts.get("april").budgetRemainingRatio())
        .isCloseTo(1 - 5.0 * 30 / 43_200, within(0.001));
    assertThat(sli(verdicts, "both")).isCloseTo((3 * 0.6 + 1) / 4, within(1e-9));
    assertThat(verdicts.get("both").objective().target()).isEqualByComparingTo("0.8");
    assertThat(verdicts.get("both-orders").tiers()).isEmpty();
  }

  private static double sli(Map<String, Verdict> verdicts, String slo) {
    return verdicts.get(slo).sliRatio().orElseThrow();
  }

  private Map<String, Verdict> run(SpecSet specs) throws IOException {
    try (Ledger ledger = Ledger.open(FileStorage.open(folder), LedgerOptions.DEFAULTS)) {
      var engine = new SloEngine(ledger, new Judge(), specs.objectives());
      var all = new Series("all_total", Map.of("tenant", "acme"), SampleKind.DELTA);
      var bad = new Series("bad_total", Map.of("tenant", "acme"), SampleKind.DELTA);
      Tick tick = engine.tick(List.of(ACME), START);
      for (int minute = 0; minute < 60; minute++) {
        Instant at = START.plusSeconds(60L * minute + 5);
        boolean april = minute >= 30;
        engine.offer(
            new Observation(
                "scrape",
                "shop",
                at,
                new Reading.Complete(
                    List.of(new Sample(all, april ? 40 : 10), new Sample(bad, april ? 20 : 0)),
                    List.of())));
        tick = engine.tick(List.of(ACME), at);
      }
      return tick.verdicts().stream()
          .collect(Collectors.toMap(each -> each.objective().slo(), Function.identity()));
    }
  }
}
