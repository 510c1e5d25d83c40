package dev.nines.collector.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantExpositionTest {
  private static final String TRUNCATED = "nines_exposition_truncated";

  @Test
  void partsAreShownInTheirOrderAndNothingIsTruncated() {
    var exposition = new TenantExposition(List.of(part("b", 2), part("a", 1)), 3);

    assertThat(Collections.list(exposition.families(Shard.ALL)))
        .extracting(family -> family.name)
        .containsExactly("b", "a", TRUNCATED);
    assertThat(samples(exposition)).containsEntry("b", 2).containsEntry("a", 1);
    assertThat(truncated(exposition)).isZero();
  }

  @Test
  void whatExceedsTheLimitIsLeftOutAndSaidSo() {
    var exposition = new TenantExposition(List.of(part("a", 2), part("b", 2), part("c", 2)), 3);

    assertThat(samples(exposition)).containsEntry("a", 2).containsEntry("b", 1);
    assertThat(samples(exposition)).containsEntry("c", 0);
    assertThat(truncated(exposition)).isOne();
  }

  @Test
  void eachAnswerHasTheWholeLimit() {
    var exposition = new TenantExposition(List.of(part("a", 3)), 3);

    assertThat(truncated(exposition)).isZero();
    assertThat(truncated(exposition)).isZero();
  }

  @Test
  void aFamilyIsMadeWhenItIsAskedForAndNotBefore() {
    TenantSeries failing =
        shard ->
            List.of(
                () -> {
                  throw new IllegalStateException("made too early");
                });
    var exposition = new TenantExposition(List.of(part("a", 1), failing), 3);

    assertThat(exposition.families(Shard.ALL).nextElement().name).isEqualTo("a");
  }

  private static TenantSeries part(String name, int count) {
    return shard -> List.of(() -> family(name, count));
  }

  private static MetricFamilySamples family(String name, int count) {
    return Family.gauge(name, "help")
        .each(
            IntStream.range(0, count).boxed().toList(),
            List.of("tenant"),
            number -> List.of("t" + number),
            Integer::doubleValue);
  }

  private static Map<String, Integer> samples(TenantExposition exposition) {
    return Collections.list(exposition.families(Shard.ALL)).stream()
        .collect(Collectors.toMap(family -> family.name, family -> family.samples.size()));
  }

  private static double truncated(TenantExposition exposition) {
    Map<String, MetricFamilySamples> byName =
        Collections.list(exposition.families(Shard.ALL)).stream()
            .collect(Collectors.toMap(family -> family.name, Function.identity()));
    return byName.get(TRUNCATED).samples.getFirst().value;
  }
}
