package dev.nines.collector.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies are written with `|` for a line feed; `# EOF` is added.
class OpenMetricsRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a 1",
        "a{} 1",
        "a{b=\"c\",d=\"\"} -1.5e-3 1520879607.789",
        "a 1.|b .5|c 1E5|d +Inf|e -infinity|f nAn|g 00042|h -0",
        "a{b=\"\\\\ \\n \\\" \\x } # , = {\"} 1",
        "# TYPE a gauge|a 1|a{b=\"1\"} 2",
        "# HELP a |# UNIT a ",
        "# UNIT a_seconds seconds|# HELP a_seconds with \"quotes\" and \\\\|# TYPE a_seconds gauge",
        "# TYPE a counter|a_total 1 # {} 0.5 1.5|a_created 1520430000.123",
        "# TYPE a counter|a_created 1|a_total 1",
        "# TYPE a info|a_info{x=\"1\"} 1|a_info{x=\"2\"} 1.0",
        "# TYPE a info|a_info{x=\"1\"} 1 2|a_info{x=\"2\"} 1 1",
        "# TYPE a stateset|a{a=\"on\",b=\"1\"} 1|a{a=\"off\",b=\"1\"} 0",
        "# TYPE a summary|a{quantile=\"0\"} NaN|a{quantile=\"1\"} 0|a_sum 1.5|a_count 3.0",
        "# TYPE a histogram|a_bucket{le=\"-1\"} 1|a_bucket{le=\"+Inf\"} 2",
        "# TYPE a histogram|a_count 1|a_sum 1|a_bucket{le=\"+Inf\"} 1 # {t=\"1\"} 9",
        "# TYPE a gaugehistogram|a_bucket{le=\"-1\"} 1|a_bucket{le=\"+Inf\"} 2|a_gcount 2|a_gsum"
            + " -3",
        "# TYPE a gauge|a 1 0.00000000001|a 2 0.00000000002",
        "# TYPE a gauge|a 1 5|a 2 5",
        "# TYPE a unknown|a 1|b_total 1|:c 1",
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
          a{b="c" 1                ¦ 1:8  ¦ expected , or }
          a{b="c"}1                ¦ 1:9  ¦ expected a space
          a{b="c",} 1              ¦ 1:9  ¦ expected a label name
          a{,b="c"} 1              ¦ 1:3  ¦ expected a label name
          a{b="c", d="e"} 1        ¦ 1:9  ¦ expected a label name
          a{b ="c"} 1              ¦ 1:4  ¦ expected =
          a{b='c'} 1               ¦ 1:5  ¦ expected "
          a{b="c} 1                ¦ 1:5  ¦ no closing quote
          a{b="c",b="d"} 1         ¦ 1:9  ¦ stands twice
          a{0="c"} 1               ¦ 1:3  ¦ expected a label name
          a{b:c="c"} 1             ¦ 1:4  ¦ expected =
          a{__b="c"} 1             ¦ 1:3  ¦ reserved
          a{b="é"}1                ¦ 1:9  ¦ expected a space
          _a 1                     ¦ 1:1  ¦ reserved
          é 1                      ¦ 1:1  ¦ expected a metric name
          {"a.b"} 1                ¦ 1:3  ¦ quoted metric name
          {a="b"} 1                ¦ 1:1  ¦ expected a metric name
          a                        ¦ 1:2  ¦ expected a space
          a {b="c"} 1              ¦ 1:3  ¦ no number
          a  1                     ¦ 1:3  ¦ missing
          a 1_000                  ¦ 1:3  ¦ no number
          a 0x1p-3                 ¦ 1:3  ¦ no number
          a +NaN                   ¦ 1:3  ¦ no number
          a 1e                     ¦ 1:3  ¦ no number
          a 1f                     ¦ 1:3  ¦ no number
          a 1e999                  ¦ 1:3  ¦ no number
          a .                      ¦ 1:3  ¦ no number
          a 1 NaN                  ¦ 1:5  ¦ the timestamp is no number
          a 1 Inf                  ¦ 1:5  ¦ the timestamp is no number
          a 1 2 3                  ¦ 1:6  ¦ something follows the timestamp
          a 1||b 1                 ¦ 2:1  ¦ empty line
          # a comment              ¦ 1:1  ¦ is none of
          #TYPE a gauge            ¦ 1:1  ¦ is none of
          # type a gauge           ¦ 1:1  ¦ is none of
          # TYPE  a gauge          ¦ 1:8  ¦ expected a metric name
          # TYPE a                 ¦ 1:9  ¦ expected a space
          # TYPE a Gauge           ¦ 1:10 ¦ no type
          # TYPE a untyped         ¦ 1:10 ¦ no type
          # HELP a                 ¦ 1:9  ¦ expected a space
          # HELP a b\\              ¦ 1:11 ¦ single \\
          # UNIT a_b c             ¦ 1:12 ¦ does not end with its unit
          # UNIT seconds seconds   ¦ 1:16 ¦ does not end with its unit
          # UNIT a_b-c b-c         ¦ 1:11 ¦ expected a space
          # TYPE a_s info|# UNIT a_s s     ¦ 2:12 ¦ has no unit
          # TYPE a_s stateset|# UNIT a_s s ¦ 2:12 ¦ has no unit
          a 1|# HELP a b           ¦ 2:1  ¦ behind its samples
          # TYPE a gauge|# TYPE a gauge    ¦ 2:1 ¦ a second # TYPE
          # HELP a b|# HELP a b    ¦ 2:1  ¦ a second # HELP
          # UNIT a_b b|# UNIT a_b b        ¦ 2:1 ¦ a second # UNIT
          a 1|b 1|a 2              ¦ 3:1  ¦ has begun before, in line 1
          # TYPE a counter|a 1     ¦ 2:1  ¦ a sample of the counter a cannot be called a, only a_total, a_created
          # TYPE a_total counter|a_total 1 ¦ 2:1 ¦ only a_total_total
          # TYPE a_created gauge|# TYPE a counter   ¦ 2:1 ¦ clashes
          # TYPE a counter|a_total 1|a_created{b="1"} 1 ¦ 3:1 ¦ without its _total
          # TYPE a summary|# TYPE a_count gauge     ¦ 2:1 ¦ clashes
          # TYPE a info|# TYPE a_info gauge         ¦ 2:1 ¦ clashes
          # TYPE a counter|a_total NaN     ¦ 2:9  ¦ not NaN
          # TYPE a counter|a_total -1      ¦ 2:9  ¦ not negative
          # TYPE a counter|a_total -Inf    ¦ 2:9  ¦ not negative
          # TYPE a counter|a_created NaN|a_total 1  ¦ 2:11 ¦ time of creation
          # TYPE a info|a_info 2           ¦ 2:8  ¦ info is 1
          # TYPE a stateset|a{a="b"} 0.5   ¦ 2:10 ¦ 0 or 1
          # TYPE a stateset|a{b="b"} 1     ¦ 2:1  ¦ without the label a
          # TYPE a summary|a 1             ¦ 2:1  ¦ without a label quantile
          # TYPE a summary|a{quantile="1.01"} 1     ¦ 2:3 ¦ from 0 to 1
          # TYPE a summary|a{quantile="NaN"} 1      ¦ 2:3 ¦ from 0 to 1
          # TYPE a summary|a{quantile="0.5"} -1     ¦ 2:19 ¦ not negative
          # TYPE a summary|a_count 0.5     ¦ 2:9  ¦ whole number
          # TYPE a summary|a_sum -1        ¦ 2:7  ¦ not negative
          # TYPE a summary|a_sum{quantile="1"} 1    ¦ 2:7 ¦ belongs to quantiles only
          """)
  void isAViolation(String body, String place, String problem) {
    assertFirst(body, place, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '´',
      textBlock =
          """
          a_bucket 1                                  ¦ 2:1  ¦ without the label le
          a_bucket{le="x"} 1|a_bucket{le="+Inf"} 1    ¦ 2:10 ¦ no upper edge
          a_bucket{le="NaN"} 1|a_bucket{le="+Inf"} 1  ¦ 2:10 ¦ no upper edge
          a_bucket{le="Inf"} 1                        ¦ 2:1  ¦ le="+Inf" at its end
          a_bucket{le="1"} 1                          ¦ 2:1  ¦ le="+Inf" at its end
          a_sum 1|a_count 1                           ¦ 2:1  ¦ le="+Inf" at its end
          a_bucket{le="2"} 1|a_bucket{le="1"} 1|a_bucket{le="+Inf"} 1 ¦ 3:1 ¦ not above
          a_bucket{le="1"} 1|a_bucket{le="1.0"} 1|a_bucket{le="+Inf"} 1 ¦ 3:1 ¦ not above
          a_bucket{le="1"} 2|a_bucket{le="+Inf"} 1    ¦ 3:21 ¦ counts less
          a_bucket{le="+Inf"} 0.5                     ¦ 2:21 ¦ whole number
          a_bucket{le="+Inf"} +Inf                    ¦ 2:21 ¦ whole number
          a_bucket{le="+Inf"} 1|a_count 2|a_sum 1     ¦ 3:9  ¦ differs
          a_bucket{le="+Inf"} 1|a_count 1             ¦ 3:1  ¦ _count without _sum
          a_bucket{le="+Inf"} 1|a_sum 1               ¦ 3:1  ¦ _sum without _count
          a_bucket{le="-1"} 1|a_bucket{le="+Inf"} 1|a_count 1|a_sum 1 ¦ 5:1 ¦ negative edges
          a_bucket{le="+Inf"} 1|a_count{le="1"} 1     ¦ 3:1  ¦ le="+Inf" at its end
          a_bucket{le="+Inf"} 1|a_sum 1 # {} 1|a_count 1 ¦ 3:9 ¦ an exemplar at a sample
          a_bucket{le="+Inf"} 1 #                     ¦ 2:23 ¦ timestamp is no number
          a_bucket{le="+Inf"} 1 # 1                   ¦ 2:25 ¦ labels are missing
          a_bucket{le="+Inf"} 1 # {}                  ¦ 2:27 ¦ expected a space
          a_bucket{le="+Inf"} 1 # {} 1 Inf            ¦ 2:30 ¦ exemplar's timestamp
          a_bucket{le="+Inf"} 1 # {} 1 1 1            ¦ 2:31 ¦ follows the exemplar
          a_bucket{le="+Inf"} 1 # {_a="b"} 1          ¦ 2:26 ¦ reserved
          a_bucket{le="1"} 1 # {} 1.5|a_bucket{le="+Inf"} 1 ¦ 2:25 ¦ above the bucket's edge
          a_bucket{le="+Inf"} 1|a_bucket{le="+Inf"} 1 ¦ 3:1  ¦ stands twice
          a_bucket{b="1",le="+Inf"} 1|a_bucket{b="2",le="+Inf"} 1|a_sum{b="1"} 1|a_count{b="1"} 1 ¦ 4:1 ¦ do not stand together
          a_bucket{le="+Inf"} 1|a_bucket{le="+Inf"} 1 5 ¦ 3:23 ¦ with and without a timestamp
          a_bucket{le="+Inf"} 1 6|a_bucket{le="+Inf"} 1 5 ¦ 3:23 ¦ before the one
          """)
  void isAViolationInAHistogram(String body, String place, String problem) {
    assertFirst("# TYPE a histogram|" + body, place, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '´',
      textBlock =
          """
          a_gsum 1|a_gcount 1                        ¦ 2:1 ¦ le="+Inf" at its end
          a_bucket{le="+Inf"} 1|a_gsum -1|a_gcount 1 ¦ 3:8 ¦ _gsum is negative
          a_bucket{le="+Inf"} 1|a_gsum NaN|a_gcount 1 ¦ 3:8 ¦ not NaN
          a_bucket{le="+Inf"} 1|a_gcount 1           ¦ 3:1 ¦ _gcount without _gsum
          a_bucket{le="+Inf"} -1                     ¦ 2:21 ¦ not negative
          a_bucket{le="+Inf"} 1|a_sum 1 # {} 1       ¦ 3:9 ¦ an exemplar at a sample
          """)
  void isAViolationInAGaugeHistogram(String body, String place, String problem) {
    assertFirst("# TYPE a gaugehistogram|" + body, place, problem);
  }

  @Test
  void exemplarsCountCharactersAndNotBytes() {
    String fits = "# TYPE a counter|a_total 1 # {a=\"" + "é".repeat(127) + "\"} 1";
    assertThat(check(fits)).isEmpty();
    assertFirst(fits.replace("\"}", "x\"}"), "2:11", "129 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a 1\n", "a 1\n# EOF ", "a 1\n#EOF\n", "a 1\n# EOF\n\n", "# EOF\nb 1\n"})
  void theEndMustBeExact(String body) {
    assertThat(ExpositionChecker.check(bytes(body), Format.OPENMETRICS)).isNotEmpty();
  }

  @Test
  void theLastLineFeedMayBeMissing() {
    assertThat(ExpositionChecker.check(bytes("a 1\n# EOF"), Format.OPENMETRICS)).isEmpty();
  }

  @Test
  void carriageReturnsAndByteOrderMarksAreNoPartOfTheFormat() {
    assertThat(check("# HELP a b\r").getFirst().problem()).contains("carriage return");
    assertThat(check("\uFEFFa 1").getFirst().problem()).contains("byte order mark");
  }

  @Test
  void aByteThatIsNotUtf8IsFoundWhereItStands() {
    byte[] body = {'a', ' ', '1', '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, '\n'};
    assertThat(ExpositionChecker.check(body, Format.OPENMETRICS))
        .singleElement()
        .satisfies(each -> assertThat(each.line() + ":" + each.column()).isEqualTo("2:2"));
  }

  @Test
  void allViolationsAreTold() {
    assertThat(check("a x|b y|c 1|c 1")).hasSize(3);
  }

  private static void assertFirst(String body, String place, String problem) {
    List<Violation> found = check(body);
    assertThat(found).isNotEmpty();
    Violation first = found.getFirst();
    assertThat(first.line() + ":" + first.column() + " " + first.problem())
        .startsWith(place + " ")
        .contains(problem);
    assertThat(first.remedy()).isNotEmpty();
  }

  private static List<Violation> check(String body) {
    String lines = body.isEmpty() ? "" : body.replace('|', '\n') + "\n";
    return ExpositionChecker.check(bytes(lines + "# EOF\n"), Format.OPENMETRICS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
