package dev.nines.slo.spec;

import static dev.nines.slo.spec.SpecCase.invalid;
import static dev.nines.slo.spec.SpecCase.valid;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// OpenSLO v1alpha and v2alpha by their Go types.
class UnseenVersionsTest {
  private static final String ALPHA =
      """
      apiVersion: openslo/v1alpha
      kind: SLO
      metadata: {name: shop}
      spec:
        service: shop
        budgetingMethod: Occurrences
        objectives:
          - ratioMetrics:
              good: {source: prometheus, queryType: promql, query: 'sum(rate(ok_total[5m]))'}
              total: {source: prometheus, queryType: promql, query: 'sum(rate(all_total[5m]))'}
            target: 0.99
        timeWindows: [{count: 30, unit: Day}]
      """;

  private static final String V2ALPHA =
      """
      apiVersion: openslo.com/v2alpha
      kind: SLO
      metadata: {name: shop, labels: {team: a}}
      spec:
        serviceRef: shop
        sli:
          metadata: {name: errors}
          spec:
            ratioMetric:
              good:
                dataSourceSpec: {type: Prometheus, connectionDetails: {}}
                spec: {query: 'sum(rate(ok_total[5m]))'}
              total:
                dataSourceSpec: {type: Prometheus, connectionDetails: {}}
                spec: {query: 'sum(rate(all_total[5m]))'}
        timeWindow: [{duration: 4w, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {target: 0.99}
      """;

  static Stream<Arguments> otherVersions() {
    String adjustment =
        """
        apiVersion: openslo.com/v2alpha
        kind: BudgetAdjustment
        metadata: {name: upgrade}
        spec: {description: d, service: shop, indicatorRef: errors, startTime: 2026-01-01T00:00:00Z, duration: 2h}
        """;
    return Stream.of(
        valid(ALPHA),
        valid(ALPHA, "{count: 30, unit: Day}", "{count: 604800, unit: Second, isRolling: true}"),
        valid(
            ALPHA,
            "{count: 30, unit: Day}",
            "{count: 1, unit: Quarter, isRolling: false, calendar: {startTime: 2021-05-01 00:00:00,"
                + " timeZone: UTC}}"),
        invalid(ALPHA, "unit: Day", "unit: Days", "12:35 spec.timeWindows[0].unit: must be one of"),
        invalid(
            ALPHA,
            "unit: Day",
            "unit: Day, isRolling: false",
            "12:17 spec.timeWindows[0]: is neither rolling nor on a calendar"),
        invalid(
            ALPHA,
            "count: 30",
            "count: 0",
            "12:17 spec.timeWindows[0]: has a count that is not possible"),
        invalid(
            ALPHA,
            "  budgetingMethod: Occurrences",
            "  indicator: {thresholdMetric: {source: p, queryType: q, query: a}}",
            "8:7 spec.objectives[0]: has ratioMetrics beside the SLO's indicator"),
        invalid(ALPHA, "kind: SLO", "kind: AlertPolicy", "2:7 kind: must be one of"),
        valid(V2ALPHA),
        valid(V2ALPHA, "serviceRef:", "service:"),
        valid(V2ALPHA, "{team: a}", "{app.kubernetes.io/name: a}"),
        valid(V2ALPHA, "- {target: 0.99}", "- {target: 0.99, labels: {a: b}}"),
        valid(adjustment),
        invalid(
            V2ALPHA,
            "name: shop,",
            "name: shop, displayName: Shop,",
            "3:24 metadata.displayName: is not a known field"),
        invalid(
            V2ALPHA, "{team: a}", "{team: [a, b]}", "3:39 metadata.labels.team: must be a text"),
        invalid(
            V2ALPHA,
            "serviceRef: shop",
            "serviceRef: shop\n  service: shop",
            "6:12 spec.service: names the service once more"),
        invalid(
            V2ALPHA,
            "duration: 4w",
            "duration: 1M",
            "16:27 spec.timeWindow[0].duration: has a unit that v2alpha does not have"),
        invalid(
            adjustment, ", duration: 2h", "", "4:7 spec: must have one of endTime and duration"),
        invalid(
            adjustment,
            "duration: 2h",
            "endTime: 2025-01-01T00:00:00Z",
            "4:103 spec.endTime: is not after startTime"));
  }

  @ParameterizedTest(name = "case {index}: {1}")
  @MethodSource("otherVersions")
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    SpecCase.check(text, expected);
  }
}
