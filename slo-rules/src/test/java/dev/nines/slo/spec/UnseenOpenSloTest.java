package dev.nines.slo.spec;

import static dev.nines.slo.spec.SpecCase.SLO;
import static dev.nines.slo.spec.SpecCase.invalid;
import static dev.nines.slo.spec.SpecCase.valid;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// OpenSLO v1 by its JSON schemas and its Go types: metadata, references, indicators, alerting.
class UnseenOpenSloTest {
  private static final String POLICY =
      """
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: page}
      spec:
        alertWhenBreaching: true
        conditions:
          - kind: AlertCondition
            metadata: {name: fast}
            spec:
              severity: page
              condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}
        notificationTargets:
          - kind: AlertNotificationTarget
            metadata: {name: on-call}
            spec: {target: pagerduty}
      """;

  static Stream<Arguments> openSlo() {
    return Stream.of(
        valid(SLO),
        valid(SLO, "{team: a}", "{team: [a, b], cost.centre: x_1}"),
        valid(SLO, "  name: checkout", "  name: " + "a".repeat(63)),
        valid(SLO, "  name: checkout", "  name: checkout\n  displayName: " + "é".repeat(63)),
        invalid(
            SLO,
            "  name: checkout",
            "  name: checkout\n  displayName: " + "é".repeat(64),
            "5:16 metadata.displayName: has 64 characters, at most 63 are allowed"),
        valid(SLO, "labels: {team: a}", "annotations: {openslo.com/key1: v, plain: 'a b c'}"),
        valid(SLO, "name: checkout", "name: &n checkout", "service: shop", "service: *n"),
        valid(SLO, "[{duration: 4w, isRolling: true}]", "[&w {duration: 4w, isRolling: true}]"),
        valid(SLO, "type: Prometheus", "type: Datadog"),
        valid(
            SLO,
            "labels: {team: a}",
            "annotations: {nines.dev/group-by: 'job, http.method'}",
            "sum(rate(ok_total[5m]))",
            "sum by (job, \"http.method\") (rate(ok_total[5m]))",
            "sum(rate(all_total[5m]))",
            "sum by (job, \"http.method\") (rate(all_total[5m]))"),
        invalid(
            SLO, "  name: checkout", "  name: Checkout", "4:9 metadata.name: is not a valid name"),
        invalid(SLO, "  name: checkout", "  name: -a", "4:9 metadata.name: is not a valid name"),
        invalid(SLO, "  name: checkout", "  name: a b", "4:9 metadata.name: is not a valid name"),
        invalid(SLO, "  name: checkout", "  name: 17", "4:9 metadata.name: must be a text"),
        invalid(SLO, "  name: checkout", "  name:", "4:8 metadata.name: is empty"),
        invalid(SLO, "{team: a}", "{team: 1}", "5:18 metadata.labels.team: must be a text"),
        invalid(
            SLO,
            "{team: a}",
            "{-team: a}",
            "5:12 metadata.labels.-team: '-team' is not a valid key"),
        invalid(SLO, "{team: a}", "[a]", "5:11 metadata.labels: must be a mapping"),
        invalid(SLO, "kind: SLO", "kind: Slo", "2:7 kind: must be one of"),
        invalid(SLO, "kind: SLO\n", "", "1:1 kind: is missing"),
        invalid(SLO, "openslo/v1", "openslo/v3", "1:13 apiVersion: must be one of"),
        invalid(SLO, "  service: shop\n", "", "7:3 spec.service: is missing"),
        invalid(
            SLO,
            "  service: shop",
            "  service: shop\n  service: shop",
            "8:3 service: the field occurs twice"),
        invalid(
            SLO,
            "  service: shop",
            "  service: shop\n  servce: shop",
            "8:3 spec.servce: is not a known field"),
        invalid(
            SLO,
            "counter: true",
            "counter: 'true'",
            "12:18 spec.indicator.spec.ratioMetric.counter: must be true or false"),
        invalid(
            SLO,
            "        good:",
            "        bad: {metricSource: {spec: {query: x}}}\n        good:",
            "13:14 spec.indicator.spec.ratioMetric.bad: cannot stand beside good"),
        invalid(
            SLO,
            "ratioMetric:",
            "rationMetric:",
            "11:7 spec.indicator.spec: has no metric",
            "11:7 spec.indicator.spec.rationMetric: is not a known field"),
        invalid(
            SLO,
            "sum(rate(ok_total[5m]))",
            "sum(rate(ok_total[5m])",
            "14:81 spec.indicator.spec.ratioMetric.good.metricSource.spec.query: ')' is expected"
                + " here"),
        invalid(
            SLO,
            "  indicator:",
            "  indicatorRef: errors\n  indicator:",
            "8:17 spec.indicatorRef: cannot stand beside indicator"),
        invalid(
            SLO,
            "[{duration: 4w, isRolling: true}]",
            "{duration: 4w, isRolling: true}",
            "17:15 spec.timeWindow: must be a list"),
        invalid(
            SLO,
            "[{duration: 4w, isRolling: true}]",
            "[{duration: 4w, isRolling: true}, {duration: 1w, isRolling: true}]",
            "17:15 spec.timeWindow: must have exactly one item, but has 2"));
  }

  static Stream<Arguments> alerting() {
    String condition =
        "condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}";
    return Stream.of(
        valid(POLICY),
        valid(POLICY, ", alertAfter: 5m", ""),
        valid(POLICY, "severity: page", "severity: sev1"),
        valid(SLO + "  alertPolicies: [{alertPolicyRef: page}]\n"),
        valid(SLO + "  alertPolicies: [page]\n"),
        invalid(
            POLICY,
            "kind: burnrate",
            "kind: burnRate",
            "11:27 spec.conditions[0].spec.condition.kind: must be one of"),
        invalid(
            POLICY,
            "op: gte",
            "op: '>='",
            "11:41 spec.conditions[0].spec.condition.op: must be one of"),
        invalid(
            POLICY,
            "threshold: 14.4",
            "threshold: high",
            "11:57 spec.conditions[0].spec.condition.threshold: must be a number"),
        invalid(
            POLICY,
            "lookbackWindow: 1h",
            "lookbackWindow: 1 h",
            "11:79 spec.conditions[0].spec.condition.lookbackWindow: must be a duration"),
        invalid(
            POLICY,
            condition,
            "condition: {kind: burnrate}",
            "11:20 spec.conditions[0].spec.condition.lookbackWindow: is missing",
            "11:20 spec.conditions[0].spec.condition.op: is missing",
            "11:20 spec.conditions[0].spec.condition.threshold: is missing"),
        invalid(
            POLICY,
            "        severity: page\n",
            "",
            "10:9 spec.conditions[0].spec.severity: is missing"),
        invalid(
            POLICY,
            "severity: page",
            "severity: 1",
            "10:19 spec.conditions[0].spec.severity: must be a text"),
        invalid(
            POLICY,
            "alertWhenBreaching: true",
            "alertWhenBreaching: maybe",
            "5:23 spec.alertWhenBreaching: must be true or false"),
        invalid(
            POLICY,
            "spec: {target: pagerduty}",
            "spec: {}",
            "15:13 spec.notificationTargets[0].spec.target: is missing"),
        invalid(
            POLICY,
            "- kind: AlertNotificationTarget",
            "- targetRef: x\n      kind: AlertNotificationTarget",
            "13:7 spec.notificationTargets[0]: has both targetRef and an inline object"),
        invalid(
            SLO,
            "  objectives:",
            "  alertPolicies: [{alertPolicyRef: Page}]\n  objectives:",
            "19:36 spec.alertPolicies[0].alertPolicyRef: is not a valid name"),
        invalid(
            SLO,
            "  objectives:",
            "  alertPolicies: [3]\n  objectives:",
            "19:19 spec.alertPolicies[0]: must be a mapping"));
  }

  @ParameterizedTest(name = "case {index}: {1}")
  @MethodSource({"openSlo", "alerting"})
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    SpecCase.check(text, expected);
  }
}
