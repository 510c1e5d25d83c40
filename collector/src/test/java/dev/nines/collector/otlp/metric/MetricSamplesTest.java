package dev.nines.collector.otlp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.OtlpRig;
import dev.nines.collector.otlp.Spans;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricSamplesTest {
  private static final Instant NOW = OtlpRig.NOW;
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  private static final String LABELS = MetricRig.LABELS;

  private final MetricRig rig = new MetricRig();
  private final List<Observation> observed = rig.observed;

  private PointOutcomes take(String tenant, Metric.Builder... metrics) throws Exception {
    return rig.take(tenant, metrics);
  }

  private static NumberDataPoint.Builder point(double value, Duration started, Duration ago) {
    return NumberDataPoint.newBuilder()
        .setAsDouble(value)
        .setStartTimeUnixNano(Spans.nanos(NOW.minus(started)))
        .setTimeUnixNano(Spans.nanos(NOW.minus(ago)));
  }

  private static Metric.Builder sum(
      AggregationTemporality temporality, boolean grows, NumberDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName("orders.placed")
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(temporality)
                .setIsMonotonic(grows)
                .addDataPoints(point));
  }

  private Map<String, Double> all() {
    return rig.all();
  }

  private static int countOf(Observation observation) {
    return ((Reading.Complete) observation.reading()).samples().size();
  }

  @Test
  void aCumulativeSumIsACounter() throws Exception {
    take("acme", sum(CUMULATIVE, true, point(7, Duration.ofHours(1), Duration.ZERO)));

    assertThat(all()).containsExactly(Map.entry("orders_placed_total" + LABELS, 7.0));
    assertThat(observed).singleElement().satisfies(each -> assertThat(each.at()).isEqualTo(NOW));
  }

  @Test
  void aCounterThatBeganJustNowCountsFromZero() throws Exception {
    take("acme", sum(CUMULATIVE, true, point(7, Duration.ofSeconds(20), Duration.ZERO)));

    assertThat(observed).hasSize(2);
    assertThat(observed.getFirst().at()).isEqualTo(NOW.minusSeconds(20));
    assertThat(countOf(observed.getFirst())).isEqualTo(1);
  }

  @Test
  void aStartAtTheTimeOfTheValueIsOneThatIsNotKnown() throws Exception {
    take("acme", sum(CUMULATIVE, true, point(7, Duration.ZERO, Duration.ZERO)));

    assertThat(observed).singleElement().extracting(Observation::at).isEqualTo(NOW);
  }

  @Test
  void aCounterThatBeganAnewIsResetAlsoWhereItIsHigherThanBefore() throws Exception {
    take("acme", sum(CUMULATIVE, true, point(7, Duration.ofHours(1), Duration.ofMinutes(2))));
    observed.clear();
    take("acme", sum(CUMULATIVE, true, point(9, Duration.ofSeconds(100), Duration.ZERO)));

    assertThat(observed).extracting(Observation::at).containsExactly(NOW.minusSeconds(100), NOW);
  }

  @Test
  void whatIsSentTwiceCountsOnce() throws Exception {
    var metric = sum(DELTA, true, point(7, Duration.ofSeconds(15), Duration.ZERO));
    take("acme", metric);

    PointOutcomes again = take("acme", metric);

    assertThat(again.counts()).containsEntry(PointOutcome.OUT_OF_ORDER, 1L);
    assertThat(all()).containsValue(7.0);
  }

  @Test
  void aSumThatMayFallIsALevel() throws Exception {
    take("acme", sum(CUMULATIVE, false, point(-3, Duration.ofHours(1), Duration.ZERO)));

    assertThat(all()).containsEntry("orders_placed" + LABELS, -3.0);
  }

  @Test
  void deltasOfWhatMayFallHaveNoMeaningAndAreCounted() throws Exception {
    assertThat(take("acme", sum(DELTA, false, point(1, Duration.ZERO, Duration.ZERO))).counts())
        .containsEntry(PointOutcome.UNSUPPORTED, 1L);
  }

  @Test
  void aSumWithoutTemporalityIsRejected() throws Exception {
    var unsaid = AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;

    PointOutcomes found = take("acme", sum(unsaid, true, point(1, Duration.ZERO, Duration.ZERO)));

    assertThat(found.rejected()).isEqualTo(1);
    assertThat(found.message()).contains("temporality");
  }

  @Test
  void aGaugeIsALevelWithItsUnit() throws Exception {
    take(
        "acme",
        Metric.newBuilder()
            .setName("queue.fill")
            .setUnit("1")
            .setGauge(Gauge.newBuilder().addDataPoints(point(0.5, Duration.ZERO, Duration.ZERO))));

    assertThat(all()).containsEntry("queue_fill_ratio" + LABELS, 0.5);
  }

  @Test
  void aHistogramHasRunningBuckets() throws Exception {
    take(
        "acme",
        Metric.newBuilder()
            .setName("http.server.request.duration")
            .setUnit("s")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(DELTA)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setTimeUnixNano(Spans.nanos(NOW))
                            .setCount(6)
                            .setSum(2)
                            .addExplicitBounds(0.1)
                            .addExplicitBounds(1)
                            .addBucketCounts(1)
                            .addBucketCounts(2)
                            .addBucketCounts(3))));

    String name = "http_server_request_duration_seconds";
    assertThat(all())
        .containsEntry(name + "_count" + LABELS, 6.0)
        .containsEntry(name + "_sum" + LABELS, 2.0)
        .containsEntry(name + "_bucket{job=shop, le=0.1, service_name=shop, tenant=acme}", 1.0)
        .containsEntry(name + "_bucket{job=shop, le=1, service_name=shop, tenant=acme}", 3.0)
        .containsEntry(name + "_bucket{job=shop, le=+Inf, service_name=shop, tenant=acme}", 6.0);
  }

  @ParameterizedTest
  @CsvSource({"5, 1.0, '1, 1'", "3, '1.0, 0.5', '1, 1, 1'", "3, '1.0, 1.0', '1, 1, 1'"})
  void aHistogramWhoseEdgesDoNotRiseOrWhoseBucketsAreNotItsCountIsRejected(
      long count, String bounds, String counts) throws Exception {
    var point = HistogramDataPoint.newBuilder().setCount(count);
    Arrays.stream(bounds.split(", ")).map(Double::valueOf).forEach(point::addExplicitBounds);
    Arrays.stream(counts.split(", ")).map(Long::valueOf).forEach(point::addBucketCounts);
    var histogram = Histogram.newBuilder().setAggregationTemporality(DELTA).addDataPoints(point);

    PointOutcomes found = take("acme", Metric.newBuilder().setName("h").setHistogram(histogram));

    assertThat(found.counts()).containsEntry(PointOutcome.INVALID, 1L);
  }

  @Test
  void whatASenderCallsTenantIsNotTheTenant() throws Exception {
    var point = point(1, Duration.ofHours(1), Duration.ZERO);
    point.addAllAttributes(Spans.attributes("tenant", "globex"));
    take("acme", sum(CUMULATIVE, true, point));

    assertThat(all().keySet())
        .singleElement()
        .asString()
        .contains("exported_tenant=globex", ", tenant=acme");
  }

  @Test
  void anUnknownTenantIsQuarantined() throws Exception {
    assertThat(
            take("stranger", sum(CUMULATIVE, true, point(1, Duration.ZERO, Duration.ZERO)))
                .counts())
        .containsEntry(PointOutcome.QUARANTINED, 1L);
    assertThat(observed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http.server.request.duration, s, false, false, http_server_request_duration_seconds",
    "orders.placed, , true, false, orders_placed_total",
    "orders_total, 1, true, false, orders_total",
    "process.memory.usage, By, false, true, process_memory_usage_bytes",
    "disk.io, By/s, false, true, disk_io_bytes_per_second",
    "cpu.utilization, 1, false, true, cpu_utilization_ratio",
    "2xx, {request}, true, false, _2xx_total",
    "a-b  c, , false, true, a_b_c",
    "request.duration.seconds, s, false, false, request_duration_seconds",
  })
  void metricsAreNamedAsInPrometheus(
      String name, String unit, boolean grows, boolean level, String expected) {
    assertThat(MetricNames.metric(name, unit == null ? "" : unit, grows, level))
        .isEqualTo(expected);
  }
}
