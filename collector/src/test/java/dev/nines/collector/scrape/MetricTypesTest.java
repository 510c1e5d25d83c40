package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.forward.MetricBook;
import org.junit.jupiter.api.Test;

class MetricTypesTest {

  @Test
  void whatABodySaysOfItsMetricsIsKeptWhenAsked() throws Exception {
    String body =
        """
        # HELP a_seconds How \\"long\\"\\nit \\\\ took.
        # TYPE a_seconds histogram
        # UNIT a_seconds seconds
        # HELP b
        # HELP "c.d e" text
        a_seconds_count 1
        # EOF
        """;
    ExpositionParser parser = new ParserRig().parserOf(series -> true);
    parser.describeNext();
    ParserRig.outcome(parser, body, true);

    assertThat(parser.entries())
        .containsExactly(
            new MetricBook.Entry("a_seconds", "histogram", "How \"long\"\nit \\ took.", "seconds"),
            new MetricBook.Entry("c.d e", "", "text", ""));

    ParserRig.outcome(parser, body, true);

    assertThat(parser.entries())
        .containsExactly(new MetricBook.Entry("a_seconds", "histogram", "", ""));
  }
}
