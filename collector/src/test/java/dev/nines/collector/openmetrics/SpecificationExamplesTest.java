package dev.nines.collector.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the OpenMetrics 1.0 specification shows as right and wrong, and what its grammar allows at
/// its edges. Bodies of one line are written with `|` for a line feed; `# EOF` is added.
class SpecificationExamplesTest {

  static List<String> right() {
    return List.of(
        """
        # TYPE acme_http_router_request_seconds summary
        # UNIT acme_http_router_request_seconds seconds
        # HELP acme_http_router_request_seconds Latency though all of ACME's HTTP request router.
        acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32
        acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0
        acme_http_router_request_seconds_created{path="/api/v1",method="GET"} 1605281325.0
        acme_http_router_request_seconds_sum{path="/api/v2",method="POST"} 479.3
        acme_http_router_request_seconds_count{path="/api/v2",method="POST"} 34.0
        acme_http_router_request_seconds_created{path="/api/v2",method="POST"} 1605281325.0
        # TYPE go_goroutines gauge
        # HELP go_goroutines Number of goroutines that currently exist.
        go_goroutines 69
        # TYPE process_cpu_seconds counter
        # UNIT process_cpu_seconds seconds
        # HELP process_cpu_seconds Total user and system CPU time spent in seconds.
        process_cpu_seconds_total 4.20072246e+06
        """,
        """
        # TYPE foo_seconds summary
        # UNIT foo_seconds seconds
        foo_seconds_count{a="bb"} 0 123
        foo_seconds_sum{a="bb"} 0 123
        foo_seconds_count{a="bb"} 0 456
        foo_seconds_sum{a="bb"} 0 456
        foo_seconds_count{a="ccc"} 0 123
        foo_seconds_sum{a="ccc"} 0 123
        foo_seconds_count{a="ccc"} 0 456
        foo_seconds_sum{a="ccc"} 0 456
        """,
        """
        # TYPE foo counter
        foo_total 17.0 1520879607.789
        foo_created 1520430000.123 1520879607.789
        """,
        """
        # TYPE foo stateset
        foo{entity="controller",foo="a"} 1.0
        foo{entity="controller",foo="bb"} 0.0
        foo{entity="replica",foo="a"} 1.0
        foo{entity="replica",foo="bb"} 1.0
        """,
        """
        # TYPE foo info
        foo_info{entity="controller",name="pretty name",version="8.2.7"} 1.0
        foo_info{entity="replica",name="prettier name",version="8.1.9"} 1.0
        """,
        """
        # TYPE foo histogram
        foo_bucket{le="0.0"} 0
        foo_bucket{le="1e-05"} 0
        foo_bucket{le="0.1"} 8 # {} 0.054
        foo_bucket{le="1"} 11 # {trace_id="KOO5S4vxi0o"} 0.67
        foo_bucket{le="10"} 17 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
        foo_bucket{le="1.1e+23"} 17
        foo_bucket{le="+Inf"} 17
        foo_count 17
        foo_sum 324789.3
        foo_created 1520430000.123
        """,
        """
        # TYPE foo gaugehistogram
        foo_bucket{le="0.01"} 20.0
        foo_bucket{le="+Inf"} 42.0
        foo_gcount 42.0
        foo_gsum 3289.3
        """,
        """
        # TYPE foo gauge
        foo 17.0 123
        foo 18.0 456
        """);
  }

  @ParameterizedTest
  @MethodSource("right")
  void whatTheSpecificationShowsIsValid(String body) {
    assertThat(check(body)).isEmpty();
  }

  static List<String> wrong() {
    return List.of(
        """
        # TYPE foo_seconds summary
        foo_seconds_count{a="bb"} 0 123
        foo_seconds_count{a="ccc"} 0 123
        foo_seconds_count{a="bb"} 0 456
        foo_seconds_count{a="ccc"} 0 456
        """,
        """
        # TYPE foo_seconds summary
        foo_seconds_count{a="bb"} 0 123
        foo_seconds_count{a="bb"} 0 456
        foo_seconds_sum{a="bb"} 0 123
        foo_seconds_sum{a="bb"} 0 456
        """,
        """
        # TYPE foo counter
        # UNIT foo seconds
        """,
        """
        # TYPE foo_created gauge
        foo_created 1
        # TYPE foo counter
        foo_total 1
        """,
        """
        # TYPE foo histogram
        foo_bucket{le="1"} 17
        foo_bucket{le="+Inf"} 17
        foo_count 17
        foo_sum 324789.3
        foo_created  1520430000.123
        """);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatTheSpecificationShowsAsWrongIsAViolation(String body) {
    assertThat(check(body)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1.|b +.5e+0|c -1.E-0|d +INFINITY|e -Inf|f NAN",
        "a +1 -0.5|b 1 +1e3|c 18446744073709551616",
        "a{b=\"\u0000\"} 1|a{b=\"\t\"} 1|a{b=\"\r\"} 1|a{b=\"\uD83D\uDE00\u2028\"} 1",
        "A:b_9{_=\"\"} 1",
        "# HELP a \u0000\ta  b #|# TYPE a unknown",
        "# TYPE a summary|a_created 5",
        "# TYPE a summary|a{quantile=\"0.5\"} NaN|a{quantile=\"0.25\"} NaN",
        "# TYPE a counter|a_total{le=\"x\",quantile=\"y\"} +Inf",
        "# TYPE a gaugehistogram|a_bucket{le=\"-Inf\"} 0|a_bucket{le=\"+Inf\"} 0",
        "# TYPE a histogram|a_bucket{le=\"+Inf\",b=\"1\"} 1 # {c=\"\"} -Inf 0",
        "# TYPE a stateset|a{a=\"\"} 0|a{a=\"x\"} 0",
        "# TYPE a_info gauge|a_info 3",
        "# UNIT a_s s|a_s 1",
      })
  void whatTheGrammarAllowsIsValid(String body) {
    assertThat(check(body.replace('|', '\n') + "\n").stream().filter(each -> !isReserved(each)))
        .isEmpty();
  }

  /// The grammar allows a leading underscore, the data model reserves it.
  private static boolean isReserved(Violation violation) {
    return violation.problem().contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a 1",
        "a 1 ",
        "a\t1",
        "a 1\t2",
        "a 1\r",
        "a ++1",
        "a 1e+",
        "a 1.5.5",
        "a 0b1",
        "a 1d",
        "a -nan",
        "a in",
        "a infinit",
        "a \u0661",
        "a 1 0x1",
        "a 1 nan",
        "a{b=\"c\"d=\"e\"} 1",
        "a{b=\"c\",,d=\"e\"} 1",
        "a{=\"c\"} 1",
        "a{b} 1",
        "a{b=c} 1",
        "a{b=\"c\n\"} 1",
        "a{b=\"c\\\"} 1",
        "a{b=\"c\"}} 1",
        "a{\"b\"=\"c\"} 1",
        "a-b 1",
        "1a 1",
        "a.b 1",
        "# TYPE a gauge gauge",
        "# TYPE a gauge ",
        "# TYPE a{} gauge",
        "# TYPE  gauge",
        "# EOF extra",
        "# UNIT a_s s s",
        "# UNIT a_s seconds",
        "#",
        "# ",
        "## HELP a b",
        "# TYPE a gauge|a_total 1|a 1",
        "# TYPE a counter|b 1|a_total 1",
        "# TYPE a counter|a_total 1|# HELP a b",
        "# TYPE a counter|a_total 1|a_total 2",
        "# TYPE a gauge|a{b=\"1\",c=\"2\"} 1|a{c=\"2\",b=\"1\"} 1",
        "# TYPE a summary|a{quantile=\"\"} 1",
        "# TYPE a summary|a{quantile=\"-0.1\"} 1",
        "# TYPE a summary|a_count NaN",
        "# TYPE a summary|a_sum NaN",
        "# TYPE a histogram|a_bucket{le=\"\"} 1|a_bucket{le=\"+Inf\"} 1",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} NaN",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 1 # {} NaN",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 1 # {a=\"b\",a=\"c\"} 1",
        "# TYPE a histogram|a_bucket{le=\"+Inf\"} 1 # {} 1 # {} 1",
        "# TYPE a gauge|a 1 # {} 1",
        "# TYPE a summary|a_count 1 # {} 1",
        "# TYPE a info|a 1",
        "# TYPE a info|a_info 1|a_info 1",
        "# TYPE a info|a_info 0",
        "# TYPE a unknown|a_total 1|# TYPE a_total counter",
        "# TYPE a histogram|# TYPE a_bucket gauge",
        "# TYPE a histogram|# TYPE a_sum counter",
        "# TYPE a gaugehistogram|# TYPE a_gsum gauge",
      })
  void whatTheGrammarDoesNotAllowIsAViolation(String body) {
    assertThat(check(body.replace('|', '\n') + "\n")).isNotEmpty();
  }

  @Test
  void anExemplarsLengthIsThatOfNamesAndValuesTogether() {
    String labels = "{a=\"" + "x".repeat(60) + "\",b=\"" + "\uD83D\uDE00".repeat(66) + "\"}";
    String body = "# TYPE a counter\na_total 1 # " + labels + " 1\n";

    assertThat(check(body)).isEmpty();
    assertThat(check(body.replace("b=", "bb="))).isNotEmpty();
  }

  private static List<Violation> check(String body) {
    return ExpositionChecker.check(
        (body + "# EOF\n").getBytes(StandardCharsets.UTF_8), Format.OPENMETRICS);
  }
}
