package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.relabel.RelabelAction;
import dev.nines.collector.relabel.RelabelRule;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.Observation;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Selection;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A frozen sequence of bodies, with restarts of the target in it, shown to a real Prometheus and
/// to our scraper: every series must have the same value, and every counter the same increase.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusComparisonIT {
  private static final int STEPS = 6;
  private static final String FIRST = "demo_requests_total{tenant=\"a\",code=\"200\"}";

  private FrozenComparison comparison;

  @BeforeAll
  void start() throws IOException {
    comparison =
        new FrozenComparison(
            """
            metric_relabel_configs:
              - {source_labels: [customer], regex: "c-(.+)", target_label: tenant, replacement: "${1}!"}
              - {action: labeldrop, regex: unneeded_.*}
              - {source_labels: [tenant, code], modulus: 7, action: hashmod, target_label: shard}
            """,
            new Relabeling(
                List.of(
                    rule(
                        RelabelAction.REPLACE, List.of("customer"), "c-(.+)", 0, "tenant", "${1}!"),
                    rule(RelabelAction.LABELDROP, List.of(), "unneeded_.*", 0, "", "$1"),
                    rule(
                        RelabelAction.HASHMOD,
                        List.of("tenant", "code"),
                        "(.*)",
                        7,
                        "shard",
                        "$1"))));
  }

  @AfterAll
  void stop() {
    comparison.close();
  }

  private static RelabelRule rule(
      RelabelAction action,
      List<String> sources,
      String regex,
      long modulus,
      String targetLabel,
      String replacement) {
    return new RelabelRule(
        action, sources, ";", RelabelRule.compile(regex), modulus, targetLabel, replacement);
  }

  @Test
  void whateverPrometheusTakesIsReadAlike() throws Exception {
    comparison.compare(
        "odd spellings",
        """
        # a comment
        #another
        # TYPE odd_total counter
        odd_total{a="1",customer="c-acme"} 1e3
        odd_total{ a = "2" , } \t 0.1
        odd_total{a="C:\\\\x\\n\\"q\\"{}",job="theirs",empty="",unneeded_x="1"} 123456789.123456789
        odd_total{a="é",instance="i",exported_instance="j"} +Inf
        huge 1.7976931348623157e308
        tiny 4.9e-324
        many_digits 12345678901234567890
        decimal 0.30000000000000004
        short_decimal 123456.789012
        negative -0.5
        neg_zero -0
        leading 007.50
        not_a_number NaN
        nan_case nan
        infinity -inf
        point 5.
        """,
        false);
    comparison.compare(
        "OpenMetrics",
        """
        # TYPE om counter
        # HELP om with "quotes"
        om_total{code="200"} 5.0 # {trace_id="a # b"} 0.5 1520879607.789
        om_created{code="200"} 1520430000.123
        # TYPE h histogram
        h_bucket{le="0.1"} 1
        h_bucket{le="+Inf"} 2 # {} 3
        # EOF
        """,
        true);
  }

  @Test
  void whatPrometheusRefusesIsRefused() throws Exception {
    for (String bad :
        List.of(
            "a 1 2 3",
            "a",
            "a{b=\"c\"",
            "a{b=\"c\",b=\"d\"} 1",
            "a 0x10",
            "a 1_0",
            "1a 1",
            "a{b=c} 1")) {
      comparison.show("ok 1\n" + bad + "\n", false);
      assertThat(comparison.value("up{job=\"frozen\"}")).as(bad).isZero();
      assertThat(readFails()).as(bad).isTrue();
    }
  }

  private boolean readFails() throws Exception {
    try {
      comparison.read();
      return false;
    } catch (dev.nines.collector.source.SourceException e) {
      return true;
    }
  }

  @Test
  void countersGrowTheSameOverRestarts() throws Exception {
    var selection = new Selection(List.of(RequestPromise.of("demo_requests_total")));
    long good = 0;
    long bad = 0;
    for (int step = 0; step < STEPS; step++) {
      Observation observation = comparison.compare("step " + step, requests(step), false);
      for (Contribution each : selection.accept(observation).counts()) {
        good += each.good();
        bad += each.bad();
      }
    }

    assertThat(bad).isEqualTo(comparison.increase("demo_requests_total{code=\"500\"}", FIRST));
    assertThat(good + bad).isEqualTo(comparison.increase("demo_requests_total", FIRST));
    assertThat(good).isPositive();
  }

  /// Requests of two tenants. The target restarts before step 3; a first error appears in step 2.
  private static String requests(int step) {
    int ok = step < 3 ? 100 + 37 * step : 11 * (step - 2);
    String errors =
        step < 2 ? "" : "demo_requests_total{tenant=\"a\",code=\"500\"} %d%n".formatted(step);
    return "# TYPE demo_requests counter\n"
        + "demo_requests_total{tenant=\"a\",code=\"200\"} %d%n".formatted(ok)
        + "demo_requests_total{tenant=\"b\",code=\"200\"} %d%n".formatted(2 * ok)
        + errors;
  }
}
