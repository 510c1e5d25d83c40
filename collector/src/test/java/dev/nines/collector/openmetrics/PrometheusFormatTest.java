package dev.nines.collector.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies are written with `|` for a line feed.
class PrometheusFormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|  |# a comment|#|# HELP|# TYPE|a 1",
        "  a { b = \"c\" , } \t 1 \t 1395066363000 ",
        "# HELP a text \\ and more|# TYPE a untyped|a +Inf|a{b=\"\"} NaN",
        "# TYPE a histogram|a_bucket{le=\"1\"} 1|a_bucket{le=\"+Inf\"} 2|a_sum 3|a_count 2",
        "# TYPE a summary|a{quantile=\"0.5\"} 1|a_sum 1|a_count 1",
        "# TYPE a counter|a 1|a_total 1"
      })
  void isValid(String body) {
    assertThat(check(body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '´',
      textBlock =
          """
          a                        ¦ 1:2  ¦ expected labels or a value
          a.b 1                    ¦ 1:2  ¦ expected labels or a value
          a 1 1.5                  ¦ 1:5  ¦ no whole number
          a 1 1 1                  ¦ 1:7  ¦ something follows
          a{b="\\x"} 1              ¦ 1:7  ¦ unknown escape
          a{b="1" c="2"} 1         ¦ 1:9  ¦ expected , or }
          a 1|a 2                  ¦ 2:1  ¦ stands twice
          a 1|b 1|a{c="d"} 1       ¦ 3:1  ¦ do not stand together
          # TYPE a meh             ¦ 1:10 ¦ no type
          # TYPE a-b gauge         ¦ 1:8  ¦ no metric name
          # TYPE a gauge|# TYPE a gauge ¦ 2:1 ¦ a second # TYPE
          a 1|# TYPE a gauge       ¦ 2:1  ¦ behind its samples
          # HELP a b|# HELP a c    ¦ 2:1  ¦ a second # HELP
          # TYPE a histogram|a_bucket{le="1"} 1|a_count 1 ¦ 2:1 ¦ le="+Inf"
          # TYPE a histogram|a_bucket 1 ¦ 2:1 ¦ numeric label le
          # TYPE a summary|a 1     ¦ 2:1  ¦ numeric label quantile
          """)
  void isAViolation(String body, String place, String problem) {
    Violation first = check(body).getFirst();
    assertThat(first.line() + ":" + first.column() + " " + first.problem())
        .startsWith(place + " ")
        .contains(problem);
  }

  private static List<Violation> check(String body) {
    String text = body.isEmpty() ? "" : body.replace('|', '\n') + "\n";
    return ExpositionChecker.check(text.getBytes(StandardCharsets.UTF_8), Format.PROMETHEUS);
  }
}
