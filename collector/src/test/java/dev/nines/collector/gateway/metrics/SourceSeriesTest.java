package dev.nines.collector.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceSeriesTest {
  private final SourceSeries samples = new SourceSeries();

  @Test
  void aLevelIsShownUntilItsSourceIsNotReadInFull() {
    read("mariadb", sample("nines_level", "a", SampleKind.GAUGE, 3));
    assertThat(shown(Shard.ALL)).containsExactly("nines_level{tenant=a} 3.0");

    samples.add(observation("mariadb", new Reading.Partial("no privilege")));
    assertThat(shown(Shard.ALL)).isEmpty();
  }

  @Test
  void whatIsCountedFromReadingToReadingIsSummedUp() {
    read("probe", sample("nines_checks_total", "a", SampleKind.DELTA, 1));
    read("probe", sample("nines_checks_total", "a", SampleKind.DELTA, 2));

    assertThat(shown(Shard.ALL)).containsExactly("nines_checks_total{tenant=a} 3.0");
    assertThat(samples.families(Shard.ALL).getFirst().get().name).isEqualTo("nines_checks");
  }

  @Test
  void whatOthersExposeIsNotExposedAgain() {
    read("scrape", sample("nines_level", "a", SampleKind.GAUGE, 1));
    read("mariadb", sample("foreign_level", "a", SampleKind.GAUGE, 1));

    assertThat(shown(Shard.ALL)).isEmpty();
  }

  @Test
  void eachSampleIsInExactlyOneShard() {
    Sample[] all =
        IntStream.range(0, 50)
            .mapToObj(i -> sample("nines_level", i == 0 ? "" : "t" + i, SampleKind.GAUGE, i))
            .toArray(Sample[]::new);
    read("mariadb", all);

    List<String> together =
        IntStream.range(0, 4).boxed().flatMap(i -> shown(new Shard(i, 4)).stream()).toList();

    assertThat(together).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void sourcesThatAreGoneAreForgotten() {
    read("mariadb", sample("nines_level", "a", SampleKind.GAUGE, 3));
    samples.retain(List.of());
    assertThat(shown(Shard.ALL)).isEmpty();
  }

  private void read(String source, Sample... read) {
    samples.add(observation(source, new Reading.Complete(List.of(read), List.of())));
  }

  private static Observation observation(String source, Reading reading) {
    return new Observation(source, "db1", Instant.EPOCH, reading);
  }

  private static Sample sample(String name, String tenant, SampleKind kind, double value) {
    return new Sample(new Series(name, Map.of("tenant", tenant), kind), value);
  }

  private List<String> shown(Shard shard) {
    return samples.families(shard).stream()
        .map(Supplier::get)
        .flatMap((MetricFamilySamples family) -> family.samples.stream())
        .map(
            each ->
                each.labelNames.isEmpty()
                    ? each.name + " " + each.value
                    : "%s{%s=%s} %s"
                        .formatted(
                            each.name, each.labelNames.get(0), each.labelValues.get(0), each.value))
        .toList();
  }
}
