package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(a) / sum(b) | false | sum(a) | sum(b)",
        "(sum(a) / sum(b)) | false | sum(a) | sum(b)",
        "1 - sum(a) / sum(b) | true | sum(a) | sum(b)",
        "1 - (sum(a) / sum(b)) | true | sum(a) | sum(b)",
        "1 - (1 - (sum(a) / sum(b))) | false | sum(a) | sum(b)",
        "(sum(a) - sum(c)) / sum(b) | false | (sum(a) - sum(c)) | sum(b)",
        "avg_over_time(up{j=\"a\"}[5m]) | false | sum_over_time(up{j=\"a\"}[5m]) |"
            + " count_over_time(up{j=\"a\"}[5m])",
        "(1 - avg_over_time(up[5m])) | true | sum_over_time(up[5m]) | count_over_time(up[5m])",
        "1 - histogram_fraction(0, 0.2, sum(rate(a[5m]))) | true |"
            + " histogram_fraction(0, 0.2, sum(rate(a[5m]))) * histogram_count(sum(rate(a[5m]))) |"
            + " histogram_count(sum(rate(a[5m])))",
        "sum(a{x=\"/\"}) / (sum(b)) | false | sum(a{x=\"/\"}) | (sum(b))",
      })
  void aQuotientIsTakenApart(String query, boolean complement, String counted, String total) {
    assertThat(RatioQuery.of(query)).contains(new RatioQuery(complement, counted, total));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(a)",
        "sum(a) - sum(b)",
        "sum(a) / sum(b) / sum(c)",
        "2 - sum(a) / sum(b)",
        "1 - sum(a)",
        "avg(avg_over_time(up[5m]))",
        "avg_over_time",
        "avg_over_time(up[5m]) offset 1m",
        "sum(a) / sum(b) or sum(c)",
        "sum(a) / sum(b) or vector(time())",
        "sum(a) or vector(0)",
        "or vector(0)",
        "/ sum(a)",
        "sum(a) /",
        "\"",
        "",
      })
  void anythingElseIsNot(String query) {
    assertThat(RatioQuery.of(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(sum(a) / (sum(b) > 0)) OR on() vector(0) | false | 0",
        "1 - ((sum(a) / (sum(b) > 0)) or vector(1)) | true | 0",
        "1 - sum(a) / sum(b) or vector(1) | true | 1",
        "(sum(a) / sum(b) or vector(0)) or vector(1) | false | 0",
      })
  void whatItIsWithoutEventsIsKnown(String query, boolean complement, double withoutEvents) {
    RatioQuery ratio = RatioQuery.of(query).orElseThrow();

    assertThat(ratio.complement()).isEqualTo(complement);
    assertThat(ratio.counted()).isEqualTo("sum(a)");
    assertThat(ratio.withoutEvents()).hasValue(withoutEvents);
  }

  @Test
  void linesAreNoMatter() {
    assertThat(RatioQuery.of("1 - (\n sum(a)\n /\n sum(b)\n)\n"))
        .contains(new RatioQuery(true, "sum(a)", "sum(b)"));
  }
}
