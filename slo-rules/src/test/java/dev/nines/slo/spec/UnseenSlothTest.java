package dev.nines.slo.spec;

import static dev.nines.slo.spec.SpecCase.changed;
import static dev.nines.slo.spec.SpecCase.errors;
import static dev.nines.slo.spec.SpecCase.invalid;
import static dev.nines.slo.spec.SpecCase.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of Sloth by its own validation.
class UnseenSlothTest {
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

  static Stream<Arguments> sloth() {
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

  @ParameterizedTest(name = "case {index}: {1}")
  @MethodSource("sloth")
  void aFileIsWhatItsFormatSays(String text, List<String> expected) {
    SpecCase.check(text, expected);
  }

  @Test
  void aQueryIsCheckedAlsoIfNothingComesOfItsSlo() {
    String text =
        changed(SLOTH, "objective: 99.9", "objective: 101", "rate(a_total", "ratee(a_total");

    assertThat(errors(text))
        .extracting(each -> each.substring(each.indexOf(": ") + 2))
        .containsExactly(
            "must be above 0 and at most 100 percent, but is the number 101",
            "'ratee' is not a function of PromQL (character 5 of the query)");
  }
}
