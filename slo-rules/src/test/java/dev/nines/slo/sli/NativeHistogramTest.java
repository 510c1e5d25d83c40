package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeHistogramTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          sum(histogram_count(rate(a{x="1"}[5m])))               | sum(rate(a_count{x="1"}[5m]))
          histogram_count(sum by (t) (increase(a[5m] offset 1m))) | sum by (t) (increase(a_count[5m] offset 1m))
          sum(histogram_fraction(0, 0.1, rate(a{x="1"}[5m])) * histogram_count(rate(a{ x = "1" }[5m]))) | sum(rate(a_bucket{x="1",le="0.1"}[5m]))
          2 * histogram_fraction(0, 1e-1, sum(rate(a[5m]))) * histogram_count(sum(rate(a[5m]))) / 2 | sum(rate(a_bucket{le="1e-1"}[5m]))
          """)
  void itsFunctionsSelectTheSeriesThatStandForIt(String query, String classic) {
    assertThat(selected(query)).isEqualTo(selected(classic)).hasSize(1);
  }

  private static List<String> selected(String query) {
    return LinearQuery.of(query).terms().stream()
        .map(term -> term.factor() + " " + term.selector() + " " + term.span())
        .toList();
  }
}
