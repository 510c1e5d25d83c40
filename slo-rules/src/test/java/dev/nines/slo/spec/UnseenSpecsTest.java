package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.spec.SpecReader.References;
import dev.nines.slo.yaml.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the formats' own validators take and refuse, beyond the public examples: each case changes
/// one thing of a valid file. From OpenSLO's JSON schemas and Go types, Sloth's and Pyrra's
/// validation.
class UnseenSpecsTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout
        labels: {team: a}
      spec:
        service: shop
        indicator:
          metadata: {name: errors}
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource: {type: Prometheus, spec: {query: 'sum(rate(ok_total[5m]))'}}
              total:
                metricSource: {type: Prometheus, spec: {query: 'sum(rate(all_total[5m]))'}}
        timeWindow: [{duration: 4w, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {target: 0.99}
      """;

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      labels: {owner: me}
      slos:
        - name: requests
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(e_total[{{.window}}]))
              total_query: sum(rate(a_total[{{.window}}]))
          alerting:
            name: Shop
            labels: {category: errors}
            page_alert: {labels: {severity: page}}
            ticket_alert: {disable: true}
      """;

  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: {name: shop, namespace: monitoring}
      spec:
        target: "99.5"
        window: 2w
        indicator:
          ratio:
            errors: {metric: 'requests_total{code="500"}'}
            total: {metric: requests_total}
      """;

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

  private static Arguments valid(String base, String... replacements) {
    return Arguments.of(changed(base, replacements), List.of());
  }

  /// @param expected `line:column field: problem`
  private static Arguments invalid(String base, String from, String to, String... expected) {
    return Arguments.of(changed(base, from, to), List.of(expected));
  }

  private static String changed(String base, String... replacements) {
    String text = base;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return text;
  }

  private static List<String> errors(String text) {
    var errors = new ArrayList<String>();
    for (Diagnostic each :
        SpecReader.read("x.yaml", text, References.MAY_STAY_OPEN).diagnostics()) {
      if (each.level() == Diagnostic.Level.ERROR) {
        errors.add(
            "%d:%d %s: %s".formatted(each.line(), each.column(), each.field(), each.problem()));
      }
    }
    return errors;
  }

  static Stream<Arguments> cases() {
    return Stream.of(openSlo(), objectives(), alerting(), otherVersions(), sloth(), pyrra())
        .flatMap(each -> each);
  }

  private static Stream<Arguments> openSlo() {
    return Stream.of(
        valid(SLO),
        valid(SLO, "{team: a}", "{team: [a, b], cost.centre: x_1}"),
        valid(SLO, "  name: checkout", "  name: " + "a".repeat(63)),
        valid(SLO, "labels: {team: a}", "annotations: {openslo.com/key1: v, plain: 'a b c'}"),
        valid(SLO, "name: checkout", "name: &n checkout", "service: shop", "service: *n"),
        valid(SLO, "[{duration: 4w, isRolling: true}]", "[&w {duration: 4w, isRolling: true}]"),
        valid(SLO, "type: Prometheus", "type: Datadog"),
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

  private static Stream<Arguments> objectives() {
    String calendar =
        "[{duration: 1M, calendar: {startTime: 2024-02-29 00:00:00, timeZone: Europe/Berlin}}]";
    String rolling = "[{duration: 4w, isRolling: true}]";
    return Stream.of(
        valid(SLO, "target: 0.99", "targetPercent: 99.99"),
        valid(SLO, "target: 0.99", "target: 0"),
        valid(SLO, "target: 0.99", "target: 9.9e-1"),
        valid(
            SLO,
            "Occurrences",
            "Timeslices",
            "target: 0.99",
            "target: 0.99, timeSliceTarget: 1, timeSliceWindow: 5"),
        valid(
            SLO,
            "Occurrences",
            "RatioTimeslices",
            "target: 0.99",
            "target: 0.99, timeSliceWindow: 1m"),
        valid(SLO, rolling, calendar),
        valid(SLO, rolling, calendar.replace("2024-02-29 00:00:00", "\"2024-02-29 00:00:00\"")),
        valid(SLO, rolling, "[{duration: 365d, isRolling: true}]"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 1",
            "20:16 spec.objectives[0].target: must be at least 0 and below 1"),
        invalid(
            SLO,
            "target: 0.99",
            "target: -0.1",
            "20:16 spec.objectives[0].target: must be at least 0 and below 1"),
        invalid(
            SLO,
            "target: 0.99",
            "target: '0.99'",
            "20:16 spec.objectives[0].target: must be a number"),
        invalid(
            SLO,
            "target: 0.99",
            "target: .nan",
            "20:16 spec.objectives[0].target: must be a decimal number"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, targetPercent: 99",
            "20:37 spec.objectives[0].targetPercent: cannot stand beside target"),
        invalid(
            SLO,
            "target: 0.99",
            "targetPercent: 100",
            "20:23 spec.objectives[0].targetPercent: must be at least 0 and below 100"),
        invalid(SLO, "{target: 0.99}", "{op: gt}", "20:7 spec.objectives[0]: has no target"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, op: eq",
            "20:26 spec.objectives[0].op: must be one of"),
        invalid(
            SLO,
            "target: 0.99",
            "target: 0.99, compositeWeight: 0",
            "20:39 spec.objectives[0].compositeWeight: must be above 0"),
        invalid(
            SLO,
            "  objectives:\n    - {target: 0.99}",
            "  objectives: []",
            "19:15 spec.objectives: is empty"),
        invalid(SLO, "Occurrences", "Occurences", "18:20 spec.budgetingMethod: must be one of"),
        invalid(
            SLO,
            "Occurrences",
            "Timeslices",
            "20:7 spec.objectives[0].timeSliceTarget: is missing",
            "20:7 spec.objectives[0].timeSliceWindow: is missing"),
        invalid(
            SLO,
            rolling,
            "[{duration: 4W, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 0d, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 1.5d, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 28, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 1h30m, isRolling: true}]",
            "17:27 spec.timeWindow[0].duration: must be a duration"),
        invalid(
            SLO,
            rolling,
            "[{duration: 4w, isRolling: false}]",
            "17:16 spec.timeWindow[0]: is neither rolling nor on a calendar"),
        invalid(
            SLO,
            rolling,
            calendar.replace("1M,", "1M, isRolling: true,"),
            "17:58 spec.timeWindow[0].calendar: cannot stand beside isRolling: true"),
        invalid(
            SLO,
            rolling,
            calendar.replace("02-29", "02-30"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("29 00", "29T00"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("00:00,", "00:00Z,"),
            "17:53 spec.timeWindow[0].calendar.startTime: must be a local date"),
        invalid(
            SLO,
            rolling,
            calendar.replace("Europe/Berlin", "Europe/Berln"),
            "17:84 spec.timeWindow[0].calendar.timeZone: is not a time zone"),
        invalid(
            SLO,
            rolling,
            calendar.replace(", timeZone: Europe/Berlin", ""),
            "17:41 spec.timeWindow[0].calendar.timeZone: is missing"));
  }

  private static Stream<Arguments> alerting() {
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

  private static Stream<Arguments> otherVersions() {
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

  private static Stream<Arguments> sloth() {
    String events = SLOTH.substring(SLOTH.indexOf("      events:"), SLOTH.indexOf("    alerting:"));
    return Stream.of(
        valid(SLOTH),
        valid(SLOTH, "{{.window}}", "{{ .window }}"),
        valid(SLOTH, "{owner: me}", "{owner: me, tier: 2, generated: true, le: 0.2}"),
        valid(
            SLOTH,
            "    objective: 99.9",
            "    objective: 99.9\n    infoLabels: {a: b}\n    interval: {all: 5m}"),
        valid(SLOTH, "service: shop", "service: Shop_1.x"),
        valid(
            SLOTH,
            "      name: Shop\n",
            "",
            "page_alert: {labels: {severity: page}}",
            "page_alert: {disable: true}"),
        valid(SLOTH, events, "      plugin: {id: availability, options: {job: a}}\n"),
        valid(
            SLOTH,
            events,
            "      raw: {error_ratio_query: 'sum(rate(e[{{.window}}])) /"
                + " sum(rate(a[{{.window}}]))'}\n"),
        valid(SLOTH, events, "      raw: {errorRatioQuery: 'max_over_time(ratio[{{.window}}])'}\n"),
        valid(
            SLOTH,
            "labels: {owner: me}",
            "slo_plugins: {chain: [{id: a/v1, priority: -1, config: {x: 1}}]}"),
        valid(
            SLOTH,
            "labels: {owner: me}",
            "slo_plugins: {overridePrevious: true, chain: [{id:"
                + " sloth.dev/contrib/validate_victoria_metrics/v1}]}",
            "sum(rate(e_total[{{.window}}]))",
            "1 - histogram_share(0.2, sum by (vmrange) (rate(e_bucket[{{.window}}])))",
            "sum(rate(a_total[{{.window}}]))",
            "vector(1)[{{.window}}]"),
        valid(
            "apiVersion: v1\n"
                + "kind: List\n"
                + "metadata: {}\n"
                + "items:\n"
                + "  - apiVersion: sloth.slok.dev/v1\n"
                + "    kind: PrometheusServiceLevel\n"
                + "    metadata: {name: a}\n"
                + "    spec:\n"
                + SLOTH.replace("version: prometheus/v1\n", "").indent(6)),
        invalid(SLOTH, "service: shop", "service: ''", "2:10 service: is empty"),
        invalid(SLOTH, "service: shop", "service: my shop", "2:10 service: is not a valid name"),
        invalid(
            SLOTH, "name: requests", "name: requests_", "5:11 slos[0].name: is not a valid name"),
        invalid(
            SLOTH, "objective: 99.9", "objective: 0", "6:16 slos[0].objective: must be above 0"),
        invalid(
            SLOTH,
            "objective: 99.9",
            "objective: 100.0001",
            "6:16 slos[0].objective: must be above 0 and at most 100"),
        invalid(SLOTH, "{owner: me}", "{owner: ''}", "3:17 labels.owner: is empty"),
        invalid(SLOTH, "{owner: me}", "{__name__: x}", "3:20 labels.__name__: is no label"),
        invalid(SLOTH, "prometheus/v1", "prometheus/v2", "1:10 version: must be one of"),
        invalid(SLOTH, "      name: Shop\n", "", "12:7 slos[0].alerting: has no name"),
        invalid(
            SLOTH,
            SLOTH.substring(SLOTH.indexOf("    alerting:")),
            "",
            "5:5 slos[0].alerting: is missing"),
        invalid(
            SLOTH,
            "a_total[{{.window}}]",
            "a_total[5m]",
            "10:22 slos[0].sli.events.total_query: does not use {{.window}}"),
        invalid(
            SLOTH, "a_total", "e_total", "10:22 slos[0].sli.events.total_query: is the same query"),
        invalid(
            SLOTH,
            "a_total[",
            "a_total{[",
            "10:39 slos[0].sli.events.total_query: '[' is no label"),
        invalid(
            SLOTH,
            "sum(rate(a_total",
            "sum(ratee(a_total",
            "10:26 slos[0].sli.events.total_query: 'ratee' is not a function of PromQL"),
        invalid(
            SLOTH,
            events,
            "      {}\n",
            "8:7 slos[0].sli: must have exactly one of events, raw and plugin"),
        invalid(
            SLOTH,
            events,
            events + "      raw: {error_ratio_query: 'a[{{.window}}]'}\n",
            "8:7 slos[0].sli: must have exactly one of events, raw and plugin"),
        invalid(
            SLOTH,
            events,
            "      plugin: {options: {job: a}}\n",
            "8:15 slos[0].sli.plugin.id: is missing"),
        invalid(
            SLOTH,
            events,
            "      raw: {error_ratio_query: 'max_over_time(ratio[{{.window}}]'}\n",
            "8:65 slos[0].sli.raw.error_ratio_query: ')' is expected here"),
        invalid(
            SLOTH,
            "labels: {owner: me}",
            "slo_plugins: {chain: [{priority: 1}]}",
            "3:23 slo_plugins.chain[0].id: is missing"),
        invalid(
            SLOTH,
            "labels: {owner: me}",
            "slo_plugins: {overridePrevious: true, chain: []}",
            "3:14 slo_plugins: replaces all plugins by none"),
        invalid(SLOTH, SLOTH.substring(SLOTH.indexOf("slos:")), "slos: []\n", "4:7 slos: is empty"),
        invalid(
            SLOTH,
            SLOTH.substring(SLOTH.indexOf("  - name")),
            SLOTH.substring(SLOTH.indexOf("  - name")).repeat(2),
            "16:5 metadata.name: there is another SLO named 'shop-requests'"),
        invalid(
            SLOTH,
            "    objective: 99.9",
            "    objective: 99.9\n    kind: x",
            "7:5 slos[0].kind: is not a known field"));
  }

  private static Stream<Arguments> pyrra() {
    String ratio = PYRRA.substring(PYRRA.indexOf("    ratio:"));
    String latency =
        """
            latency:
              success: {metric: 'latency_seconds_bucket{le="0.5"}'}
              total: {metric: latency_seconds_count}
        """
            .indent(0);
    return Stream.of(
        valid(PYRRA),
        valid(PYRRA, "\"99.5\"", "99.5"),
        valid(PYRRA, "window: 2w", "window: 1w2d"),
        valid(
            PYRRA,
            "  window: 2w",
            "  window: 2w\n  performanceOverAccuracy: true\n  partial_response_strategy: warn"),
        valid(
            PYRRA,
            "  window: 2w",
            "  window: 2w\n"
                + "  alerting: {labels: {team: a}, annotations: {a: b}, absentName: x, burnrates:"
                + " true, burnRateType: dynamic, severities: {fastburn: page}}"),
        valid(
            PYRRA,
            "total: {metric: requests_total}",
            "total: {metric: requests_total offset 1m}",
            "'requests_total{code=\"500\"}'",
            "'requests_total{code=\"500\"} offset 1m'"),
        valid(
            PYRRA,
            "total: {metric: requests_total}",
            "success: {metric: 'requests_total{code=\"200\"}'}"),
        valid(PYRRA, "errors:", "success:"),
        valid(
            PYRRA,
            "total: {metric: requests_total}",
            "total: {metric: requests_total}\n      grouping: [route, job]"),
        valid(PYRRA, ratio, latency),
        valid(
            PYRRA,
            ratio,
            "    latencyNative: {total: {metric: 'latency_seconds{job=\"a\"}'}, latency: 250ms}\n"),
        valid(PYRRA, ratio, "    bool_gauge: {metric: 'up{job=\"a\"}', grouping: [instance]}\n"),
        valid(
            "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjectiveList\nitems:\n"
                + "- "
                + PYRRA.indent(2).substring(2)),
        invalid(PYRRA, "\"99.5\"", "\"9999\"", "5:11 spec.target: must be above 0 and at most 100"),
        invalid(PYRRA, "\"99.5\"", "\"-99\"", "5:11 spec.target: must be above 0 and at most 100"),
        invalid(PYRRA, "\"99.5\"", "\"99,5\"", "5:11 spec.target: must be above 0 and at most 100"),
        invalid(PYRRA, "window: 2w", "window: 2t", "6:11 spec.window: must be a duration"),
        invalid(PYRRA, "window: 2w", "window: 1h2d", "6:11 spec.window: must be a duration"),
        invalid(PYRRA, "  window: 2w\n", "", "5:3 spec.window: is missing"),
        invalid(PYRRA, "name: shop, ", "", "3:11 metadata.name: is missing"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: 'foo{'}",
            "10:28 spec.indicator.ratio.total.metric: the end of the query is no label"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: 'foo}'}",
            "10:27 spec.indicator.ratio.total.metric: '}' is not expected here"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: $$$}",
            "10:23 spec.indicator.ratio.total.metric: '$' has no meaning"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: sum(requests_total)}",
            "10:23 spec.indicator.ratio.total.metric: is not a selector"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: 'requests_total[5m]'}",
            "10:24 spec.indicator.ratio.total.metric: is not a selector"),
        invalid(
            PYRRA,
            "{metric: requests_total}",
            "{metric: ''}",
            "10:23 spec.indicator.ratio.total.metric: is empty"),
        invalid(
            PYRRA,
            "      total: {metric: requests_total}\n",
            "",
            "9:7 spec.indicator.ratio: must have exactly two of total, errors and success"),
        invalid(PYRRA, ratio, "    {}\n", "8:5 spec.indicator: must have exactly one of ratio"),
        invalid(
            PYRRA, ratio, ratio + latency, "8:5 spec.indicator: must have exactly one of ratio"),
        invalid(
            PYRRA,
            ratio,
            latency.replace("{le=\"0.5\"}", ""),
            "9:25 spec.indicator.latency.success.metric: does not say which bucket"),
        invalid(
            PYRRA,
            ratio,
            latency.replace("0.5", "fast"),
            "9:25 spec.indicator.latency.success.metric: does not say which bucket"),
        invalid(
            PYRRA,
            ratio,
            "    latencyNative: {total: {metric: latency_seconds}, latency: 0.25}\n",
            "8:64 spec.indicator.latencyNative.latency: must be a text"),
        invalid(
            PYRRA,
            "  window: 2w",
            "  window: 2w\n  alerting: {disabld: true}",
            "7:14 spec.alerting.disabld: is not a known field"));
  }

  @ParameterizedTest(name = "case {index}: {1}")
  @MethodSource("cases")
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    List<String> errors = errors(text);

    assertThat(errors).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(errors.get(i)).startsWith(expected.get(i));
    }
  }

  @Test
  void errorsAndSuccessMakeTheTotal() {
    String text = changed(PYRRA, "total:", "success:");

    SpecSet specs = SpecReader.read("x.yaml", text, References.MUST_RESOLVE);

    assertThat(specs.objectives().getFirst().indicator().toString())
        .contains(
            "sum(increase(requests_total{code=\"500\"}[{{.window}}])) +"
                + " sum(increase(requests_total[{{.window}}]))");
  }
}
