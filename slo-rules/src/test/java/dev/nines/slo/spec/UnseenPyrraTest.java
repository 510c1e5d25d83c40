package dev.nines.slo.spec;

import static dev.nines.slo.spec.SpecCase.changed;
import static dev.nines.slo.spec.SpecCase.invalid;
import static dev.nines.slo.spec.SpecCase.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.spec.SpecReader.References;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Pyrra's resources by its own validation.
class UnseenPyrraTest {
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

  static Stream<Arguments> pyrra() {
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
        valid(
            PYRRA,
            "total: {metric: requests_total}",
            "total: {metric: requests_total}\n      grouping: [route, http.method]"),
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
  @MethodSource("pyrra")
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    SpecCase.check(text, expected);
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
