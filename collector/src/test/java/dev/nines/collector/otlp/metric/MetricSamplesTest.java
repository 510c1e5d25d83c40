package dev.nines.collector.otlp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.OtlpRig;
import dev.nines.collector.otlp.Spans;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
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
  private static final String LABELS = "{job=shop, service_name=shop, tenant=acme}";

  private final AttributeNames names = new AttributeNames();
  private final TenantFinder tenants =
      new TenantFinder(OtlpRig.directory(), TenantRule.DEFAULTS, names);
  private final MetricReader reader = new MetricReader(names, tenants);
  private final List<Observation> observed = new ArrayList<>();
  private final MetricSamples samples =
      new MetricSamples(
          Duration.ofHours(1), InstantSource.fixed(NOW), observed::add, series -> true);

  private PointOutcomes take(String tenant, Metric.Builder... metrics) throws Exception {
    var scope = ScopeMetrics.newBuilder();
    for (Metric.Builder metric : metrics) {
      scope.addMetrics(metric);
    }
    var resource = Resource.newBuilder().addAllAttributes(Spans.attributes("service.name", "shop"));
    if (!tenant.isEmpty()) {
      resource.addAllAttributes(Spans.attributes("tenant.id", tenant));
    }
    byte[] request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
            .build()
            .toByteArray();
    return samples.take(reader.read(request), Sender.ANYONE, tenants, new BitSet());
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
    return OtlpRig.samples(observed);
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

  @Test
  void aHistogramWhoseBucketsAreNotItsCountIsRejected() throws Exception {
    PointOutcomes found =
        take(
            "acme",
            Metric.newBuilder()
                .setName("h")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setCount(5)
                                .addExplicitBounds(1)
                                .addBucketCounts(1)
                                .addBucketCounts(1))));

    assertThat(found.counts()).containsEntry(PointOutcome.INVALID, 1L);
  }

  private static Metric.Builder exponential(
      int scale, int offset, long[] counts, long zeros, Duration ago) {
    var buckets = ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(offset);
    long total = zeros;
    for (long count : counts) {
      buckets.addBucketCounts(count);
      total += count;
    }
    return Metric.newBuilder()
        .setName("e")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(
                    ExponentialHistogramDataPoint.newBuilder()
                        .setStartTimeUnixNano(Spans.nanos(NOW.minus(Duration.ofHours(1))))
                        .setTimeUnixNano(Spans.nanos(NOW.minus(ago)))
                        .setScale(scale)
                        .setZeroCount(zeros)
                        .setCount(total)
                        .setPositive(buckets)));
  }

  @Test
  void anExponentialHistogramCountsWhatCameSinceItsLastPointAlsoAtACoarserScale() throws Exception {
    // (1,2]:3 at scale 0; later 5 in (1,4] and 2 in (4,16] at scale -1, so 2 are new in (1,4]
    take("acme", exponential(0, 0, new long[] {3}, 0, Duration.ofMinutes(1)));
    assertThat(all()).isEmpty();
    take("acme", exponential(-1, 0, new long[] {5, 2}, 1, Duration.ZERO));

    assertThat(all())
        .containsEntry("e_count" + LABELS, 5.0)
        .containsEntry("e_bucket{job=shop, le=1, service_name=shop, tenant=acme}", 1.0)
        .containsEntry("e_bucket{job=shop, le=4, service_name=shop, tenant=acme}", 3.0)
        .containsEntry("e_bucket{job=shop, le=16, service_name=shop, tenant=acme}", 5.0);
  }

  @Test
  void anExponentialHistogramThatBeganAnewCountsInFullAlsoWhereItIsHigherThanBefore()
      throws Exception {
    take("acme", exponential(0, 0, new long[] {3}, 0, Duration.ofMinutes(1)));
    var anew = exponential(0, 0, new long[] {4}, 0, Duration.ZERO);
    anew.getExponentialHistogramBuilder()
        .getDataPointsBuilder(0)
        .setSum(5)
        .setStartTimeUnixNano(Spans.nanos(NOW.minusSeconds(50)));
    take("acme", anew);

    assertThat(all()).containsEntry("e_count" + LABELS, 4.0).containsEntry("e_sum" + LABELS, 5.0);
  }

  @Test
  void whatIsInTheZeroBucketIsBelowItsEdgeAndNoLowerOne() throws Exception {
    // (1,2]:3 and 2 at most 1.5, which says nothing of what is at most 1
    var metric = exponential(0, 0, new long[] {3}, 2, Duration.ZERO);
    metric
        .getExponentialHistogramBuilder()
        .setAggregationTemporality(DELTA)
        .getDataPointsBuilder(0)
        .setZeroThreshold(1.5);
    take("acme", metric);

    assertThat(all())
        .containsEntry("e_bucket{job=shop, le=1.5, service_name=shop, tenant=acme}", 2.0)
        .containsEntry("e_bucket{job=shop, le=2, service_name=shop, tenant=acme}", 5.0)
        .doesNotContainKey("e_bucket{job=shop, le=1, service_name=shop, tenant=acme}");
  }

  @Test
  void eventsThatAllTookNoTimeAreBelowEveryThreshold() throws Exception {
    var metric = exponential(0, 0, new long[] {}, 2, Duration.ZERO);
    metric.getExponentialHistogramBuilder().setAggregationTemporality(DELTA);
    take("acme", metric);

    assertThat(all())
        .containsEntry("e_bucket{job=shop, le=0, service_name=shop, tenant=acme}", 2.0)
        .containsEntry("e_bucket{job=shop, le=+Inf, service_name=shop, tenant=acme}", 2.0);
  }

  @Test
  void aHistogramWhoseEdgesDoNotRiseIsRejected() throws Exception {
    PointOutcomes found =
        take(
            "acme",
            Metric.newBuilder()
                .setName("h")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setCount(3)
                                .addAllExplicitBounds(List.of(1.0, 0.5))
                                .addAllBucketCounts(List.of(1L, 1L, 1L)))));

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
