package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionParserTest {
  private final ParserRig rig = new ParserRig();
  private final ExpositionParser parser = rig.parserOf(series -> true);

  @Test
  void samplesHaveNameLabelsAndValue() throws Exception {
    List<Sample> samples =
        parse(
            """
            # HELP http_requests_total Requests.
            # TYPE http_requests_total counter
            http_requests_total{method="get",code="200"} 1027 1426602360000
            http_requests_total{ method = "post" , code="400", }    3

            queue_depth 12.5
            """);

    assertThat(samples)
        .containsExactly(
            sample("http_requests_total", Map.of("method", "get", "code", "200"), 1027),
            sample("http_requests_total", Map.of("method", "post", "code", "400"), 3),
            new Sample(new Series("queue_depth", Map.of(), SampleKind.GAUGE), 12.5));
  }

  @Test
  void escapesInLabelsAreResolvedAndBracesInThemAreNoEnd() throws Exception {
    assertThat(parse("m_total{path=\"C:\\\\DIR\\n\\\"}{\",b=\"ü\"} 1\n"))
        .containsExactly(sample("m_total", Map.of("path", "C:\\DIR\n\"}{", "b", "ü"), 1));
  }

  @Test
  void namesInQuotesMayHaveAnyCharacters() throws Exception {
    List<Sample> samples =
        parse(
            """
            # TYPE "http.requests" counter
            # TYPE "a \\"quoted\\" name" counter
            {"http.requests","tenant.id"="acme",code="200"} 1
            { code = "500" , "http.requests" } 2
            {"a \\"quoted\\" name"} 3
            m_total{"ü}"="1"} 4
            """);

    assertThat(samples)
        .containsExactly(
            sample("http.requests", Map.of("tenant.id", "acme", "code", "200"), 1),
            sample("http.requests", Map.of("code", "500"), 2),
            sample("a \"quoted\" name", Map.of(), 3),
            sample("m_total", Map.of("ü}", "1"), 4));
  }

  @Test
  void whatPrometheusLetsPassIsRead() throws Exception {
    List<Sample> samples =
        parse(
            """
            #TYPE a counter
            #  \tTYPE  a_b\t counter\s
            # EOF
            # TYPE #
            \ta_b { c = "1" d = "2" }\t1\s
            a_b{c="\0"}   2
            a_b{c="two
            lines"} 3
            """);

    assertThat(samples)
        .containsExactly(
            sample("a_b", Map.of("c", "1", "d", "2"), 1),
            sample("a_b", Map.of("c", "\0"), 2),
            sample("a_b", Map.of("c", "two\nlines"), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0, 0",
    "-1.5e3, -1500",
    "NaN, NaN",
    "+Inf, Infinity",
    "-Inf, -Infinity",
    "123456789012345678901234, 1.2345678901234568E23",
    "4e-7, 4.0E-7"
  })
  void valuesAreWrittenInManyWays(String text, Double expected) throws Exception {
    assertThat(parse("m " + text + "\n").getFirst().value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m{a="1" 5        | no closing brace
          m{a=1} 5         | does not begin with a quote
          m{a="1"b} 5      | has no value
          m{,a="1"} 5      | is not a label name
          m{a="1",,b="2"} 5 | is not a label name
          m{="1"} 5        | is not a label name
          {a="1"} 5        | no metric name
          {} 5             | no metric name
          m{"n"} 5         | a second metric name
          {"m","n"} 5      | a second metric name
          {"m", "b = "c"} 5 | no closing brace
          {"m} 5           | no closing brace
          m{""="x"} 5      | an empty name
          m{a="1",a="2"} 5 | stands twice
          m{1a="1"} 5      | is not a label name
          1m 5             | is not a metric name
          m                | has no value
          m five           | is no number
          m 0x1p-3         | is no number
          m 1 x            | the timestamp is no number
          m 1 1426602360000 3 | something follows
          m 5f             | is no number
          m{a="1"}         | has no value
          """)
  void whatIsNotInTheFormatIsSaidWithItsLine(String bad, String problem) {
    assertThatThrownBy(() -> parse("ok 1\n" + bad + "\n"))
        .isInstanceOf(MalformedExpositionException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining(problem);
  }

  @Test
  void theKindFollowsTheDeclaredTypeAndElseTheName() throws Exception {
    Map<String, SampleKind> kinds =
        parse(
                """
                # TYPE requests counter
                requests_total 1
                requests_created 1
                # TYPE latency histogram
                latency_bucket{le="0.1"} 1
                latency_count 1
                # TYPE level gauge
                level 1
                # TYPE odd_total gauge
                odd_total 1
                undeclared_total 1
                undeclared 1
                """)
            .stream()
            .collect(Collectors.toMap(each -> each.series().name(), each -> each.series().kind()));

    assertThat(kinds)
        .containsEntry("requests_total", SampleKind.CUMULATIVE)
        .containsEntry("requests_created", SampleKind.GAUGE)
        .containsEntry("latency_bucket", SampleKind.CUMULATIVE)
        .containsEntry("latency_count", SampleKind.CUMULATIVE)
        .containsEntry("level", SampleKind.GAUGE)
        .containsEntry("odd_total", SampleKind.GAUGE)
        .containsEntry("undeclared_total", SampleKind.CUMULATIVE)
        .containsEntry("undeclared", SampleKind.GAUGE);
  }

  @Test
  void aSeriesIsTheSameObjectInEveryBody() throws Exception {
    Series first = parse("a_total 1\nb_total 2\n").getFirst().series();

    assertThat(parse("a_total 5\nb_total 6\n").getFirst().series()).isSameAs(first);
    assertThat(parse("new_total 1\nb_total 6\na_total 7\n").getLast().series()).isSameAs(first);
  }

  @Test
  void whatNobodyWantsIsCountedAndLeftOut() throws Exception {
    var picky = rig.parserOf(series -> series.name().equals("wanted_total"));

    ExpositionParser.Outcome outcome =
        ParserRig.outcome(picky, "other 1\nwanted_total 2\nother2 3\n", false);

    assertThat(outcome.samples()).hasSize(1);
    assertThat(outcome.scraped()).isEqualTo(3);
  }

  @Test
  void openMetricsMustEndWithItsMark() throws Exception {
    assertThatThrownBy(() -> ParserRig.outcome(parser, "m 1\n", true))
        .isInstanceOf(MalformedExpositionException.class)
        .hasMessageContaining("without # EOF");
    assertThatThrownBy(() -> ParserRig.outcome(parser, "m 1\n# EOF\nn 2\n# EOF\n", true))
        .isInstanceOf(MalformedExpositionException.class)
        .hasMessageContaining("line 3: something follows # EOF");
    assertThat(ParserRig.outcome(parser, "m 1 # {trace_id=\"x\"} 0.5\n# EOF\n", true).samples())
        .hasSize(1);
  }

  @Test
  void lineEndsOfWindowsAndAMissingLastOneAreTaken() throws Exception {
    assertThat(parse("a 1\r\nb 2")).extracting(Sample::value).containsExactly(1.0, 2.0);
  }

  /// Whatever changes between two bodies, the cached reading equals that of a fresh parser.
  @Test
  void aWarmParserReadsWhatAFreshOneReads() throws Exception {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new Random(seed);
      var warm = rig.parserOf(series -> series.hashCode() % 3 != 0);
      for (int round = 0; round < 5; round++) {
        String body = randomBody(random);
        var fresh = rig.parserOf(series -> series.hashCode() % 3 != 0);

        assertThat(ParserRig.outcome(warm, body, false).samples())
            .as("seed %d round %d", seed, round)
            .isEqualTo(ParserRig.outcome(fresh, body, false).samples());
      }
    }
  }

  @Test
  void seriesThatAreLongGoneAreForgottenAndThoseThatStayAreNot() throws Exception {
    Series staying = parse("stays_total 1\n").getFirst().series();
    for (int round = 0; round < 20; round++) {
      var body = new StringBuilder("stays_total %d\n".formatted(round));
      for (int pod = 0; pod < 500; pod++) {
        body.append("pods_total{pod=\"%d-%d\"} %d\n".formatted(round, pod, pod));
      }

      List<Sample> samples = parse(body.toString());

      assertThat(samples.getFirst().series()).isSameAs(staying);
      assertThat(samples)
          .isEqualTo(ParserRig.outcome(rig.parserOf(_ -> true), body.toString(), false).samples());
    }
  }

  @Test
  void garbageIsRefusedOrReadButNeverBreaksTheParser() {
    byte[] alphabet =
        "abc_{}=\",\\ \n#0123456789.eENTYPEOF\t\r\u00ff".getBytes(StandardCharsets.UTF_8);
    for (long seed = 1; seed <= 20_000; seed++) {
      var random = new Random(seed);
      byte[] garbage = new byte[random.nextInt(80)];
      for (int i = 0; i < garbage.length; i++) {
        garbage[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        parser.parse(garbage, garbage.length, random.nextBoolean(), ParserRig.NOW);
      } catch (MalformedExpositionException e) {
        assertThat(e).as("seed %d", seed).hasMessageStartingWith("line ");
      }
    }
  }

  private static String randomBody(Random random) {
    var body = new StringBuilder();
    int first = random.nextInt(5);
    for (int i = first; i < 30; i++) {
      if (random.nextInt(10) > 0) {
        body.append("m%d_total{tenant=\"t%d\"} %d\n".formatted(i, i % 7, random.nextInt(1000)));
      }
    }
    return body.toString();
  }

  private List<Sample> parse(String body) throws MalformedExpositionException {
    return ParserRig.outcome(parser, body, false).samples();
  }

  private static Sample sample(String name, Map<String, String> labels, double value) {
    return new Sample(new Series(name, labels, SampleKind.CUMULATIVE), value);
  }
}
