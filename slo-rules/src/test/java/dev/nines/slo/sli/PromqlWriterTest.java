package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlWriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          sum(rate(a{c="5"}[5m]))                   | sum by (t, "a.b") (increase(a{c="5"}[1h]))
          sum(rate({"a.b", "c.d"=~"5.."}[5m]))      | sum by (t, "a.b") (increase({"a.b", "c.d"=~"5.."}[1h]))
          sum(rate({__name__="a", c="5"}[5m]))      | sum by (t, "a.b") (increase({__name__="a", c="5"}[1h]))
          sum(rate({__name__=~"a.+"}[5m]))          | sum by (t, "a.b") (increase({__name__=~"a.+"}[1h]))
          2 * sum(sum_over_time(up{j='"\\\\'}[5m])) | 2 * sum by (t, "a.b") (sum_over_time(up{j="\\"\\\\"}[1h]))
          """)
  void namesStandAsPrometheusReadsThem(String query, String written) {
    var writer = new PromqlWriter(List.of("t", "a.b"), "1h");

    assertThat(writer.sum(LinearQuery.of(query).terms())).isEqualTo(written);
    assertThat(PromqlSyntax.check(written)).isEmpty();
  }
}
