package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Series;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesMakerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=2                | a=1                | a=2 exported_a=1
          a=2                |                    | a=2
          a=2                | a=                 | a=2
          a=2 exported_a=3   | a=1                | a=2 exported_a=3 exported_exported_a=1
          a=3                | a=1 exported_a=2   | a=3 exported_a=2 exported_exported_a=1
          exported_a=2       | exported_a=1       | exported_a=2 exported_exported_a=1
          a=3 exported_a=4   | a=1 exported_a=2   | a=3 exported_a=4 exported_exported_a=1 exported_exported_exported_a=2
          """)
  void ourLabelsHoldAndTheirsMoveToTheNextFreeName(String ours, String theirs, String expected) {
    assertThat(labels(false, ours, theirs)).isEqualTo(map(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=2                | a=1 b=3            | a=1 b=3
          a=2                | b=3                | a=2 b=3
          a=2                | a= b=3             | b=3
          """)
  void withHonorLabelsTheirsHoldAlsoWhereTheyAreEmpty(String ours, String theirs, String expected) {
    assertThat(labels(true, ours, theirs)).isEqualTo(map(expected));
  }

  private static Map<String, String> labels(boolean honorLabels, String ours, String theirs) {
    ScrapeJob job = ParserRig.job(honorLabels, ScrapeLimits.DEFAULT, ScrapeJob.Authorization.NONE);
    ScrapeTarget target = ParserRig.target(job, map(ours));
    Meaning meaning =
        new SeriesMaker(target, series -> true)
            .make(
                new LabelParser.Parsed("metric", map(theirs)),
                new MetricTypes(),
                new SeriesCache());
    Series series = meaning.series();
    return series == null ? Map.of() : series.labels();
  }

  private static Map<String, String> map(String written) {
    return written == null
        ? Map.of()
        : Arrays.stream(written.split(" "))
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[1], (a, _) -> a, TreeMap::new));
  }
}
