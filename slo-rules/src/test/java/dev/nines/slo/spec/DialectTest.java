package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// OpenSLO's other versions: v2alpha and v1alpha.
class DialectTest {
  private static final String V2ALPHA =
      """
      - apiVersion: openslo.com/v2alpha
        kind: DataSource
        metadata: {name: metrics}
        spec:
          type: Prometheus
          connectionDetails: [{url: http://prometheus.example.com}]
      - apiVersion: openslo.com/v2alpha
        kind: SLO
        metadata: {name: checkout, labels: {team: a}}
        spec:
          service: shop
          sli:
            metadata: {name: errors}
            spec:
              ratioMetric:
                bad:
                  dataSourceRef: metrics
                  spec: {query: 'sum(rate(e_total[5m]))'}
                total:
                  dataSourceSpec: {type: Prometheus, connectionDetails: {}}
                  spec: {query: 'sum(rate(a_total[5m]))'}
          timeWindow:
            - {duration: 4w, isRolling: true}
          budgetingMethod: Occurrences
          objectives:
            - target: 0.99
      """;

  private static SpecSet read(String text) {
    return SpecReader.read("slo.yaml", text, References.MUST_RESOLVE);
  }

  private static List<String> problems(String text) {
    return read(text).diagnostics().stream()
        .filter(each -> each.level() == Diagnostic.Level.ERROR)
        .map(each -> each.field() + " " + each.problem())
        .toList();
  }

  @Test
  void anSloOfV2alphaBecomesAnObjective() {
    SpecSet specs = read(V2ALPHA);

    assertThat(specs.diagnostics()).isEmpty();
    Objective objective = specs.objectives().getFirst();
    assertThat(objective.slo()).isEqualTo("checkout");
    assertThat(objective.window()).isEqualTo(new BudgetWindow.Rolling(Duration.ofDays(28)));
    assertThat(((Indicator.Ratio) objective.indicator()).countedQuery())
        .isEqualTo("sum(rate(e_total[5m]))");
  }

  @Test
  void eachVersionKnowsItsOwnFieldsOnly() {
    assertThat(problems(V2ALPHA.replace("    sli:", "    indicator:")))
        .contains("spec.indicator is not a known field");
    assertThat(problems(V2ALPHA.replace("dataSourceRef: metrics", "metricSource: {}")))
        .anySatisfy(each -> assertThat(each).contains("metricSource is not a known field"));
  }

  @Test
  void aMetricOfV2alphaHasOneDataSource() {
    assertThat(problems(V2ALPHA.replace("            dataSourceRef: metrics\n", "")))
        .anySatisfy(each -> assertThat(each).contains("has no data source"));
  }

  @Test
  void aThresholdOfV1alphaMayStandOnACalendar() {
    String alpha =
        """
        apiVersion: openslo/v1alpha
        kind: SLO
        metadata: {name: latency}
        spec:
          service: shop
          budgetingMethod: Occurrences
          indicator:
            thresholdMetric: {source: prometheus, queryType: promql, query: latency_seconds}
          timeWindows:
            - {count: 1, unit: Month, isRolling: false, calendar: {startTime: 2021-05-01 00:00:00, timeZone: UTC}}
          objectives:
            - {op: lt, value: 2, target: 0.99}
        """;

    assertThat(problems(alpha)).isEmpty();
  }

  @Test
  void aThresholdIsEvaluatedWithItsOperatorAndValue() {
    String threshold =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: age}
        spec:
          service: mail
          indicator:
            metadata: {name: age}
            spec:
              thresholdMetric:
                metricSource: {type: Prometheus, spec: {query: 'max by (tenant) (age_seconds)'}}
          timeWindow: [{duration: 7d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{op: lte, value: 60, target: 0.99}]
        """;

    Objective objective = read(threshold).objectives().getFirst();

    assertThat(objective.indicator())
        .isEqualTo(
            new Indicator.Threshold("max by (tenant) (age_seconds)", Indicator.Comparison.LTE, 60));
    assertThat(objective.groupBy()).isEqualTo("tenant");
  }
}
