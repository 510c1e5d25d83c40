package dev.nines.collector.otlp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.OtlpRig;
import dev.nines.collector.otlp.Spans;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExponentialSamplesTest {
  private static final Instant NOW = OtlpRig.NOW;
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  private static final String LABELS = MetricRig.LABELS;

  private final MetricRig rig = new MetricRig();

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
    rig.take("acme", exponential(0, 0, new long[] {3}, 0, Duration.ofMinutes(1)));
    assertThat(rig.all()).isEmpty();
    rig.take("acme", exponential(-1, 0, new long[] {5, 2}, 1, Duration.ZERO));

    assertThat(rig.all())
        .containsEntry("e_count" + LABELS, 5.0)
        .containsEntry("e_bucket{job=shop, le=1, service_name=shop, tenant=acme}", 1.0)
        .containsEntry("e_bucket{job=shop, le=4, service_name=shop, tenant=acme}", 3.0)
        .containsEntry("e_bucket{job=shop, le=16, service_name=shop, tenant=acme}", 5.0);
  }

  @Test
  void anExponentialHistogramThatBeganAnewCountsInFullAlsoWhereItIsHigherThanBefore()
      throws Exception {
    rig.take("acme", exponential(0, 0, new long[] {3}, 0, Duration.ofMinutes(1)));
    var anew = exponential(0, 0, new long[] {4}, 0, Duration.ZERO);
    anew.getExponentialHistogramBuilder()
        .getDataPointsBuilder(0)
        .setSum(5)
        .setStartTimeUnixNano(Spans.nanos(NOW.minusSeconds(50)));
    rig.take("acme", anew);

    assertThat(rig.all())
        .containsEntry("e_count" + LABELS, 4.0)
        .containsEntry("e_sum" + LABELS, 5.0);
  }

  @Test
  void aStartAtTheTimeOfThePointIsOneThatIsNotKnown() throws Exception {
    var first = exponential(0, 0, new long[] {3}, 0, Duration.ZERO);
    first
        .getExponentialHistogramBuilder()
        .getDataPointsBuilder(0)
        .setStartTimeUnixNano(Spans.nanos(NOW));
    rig.take("acme", first);

    assertThat(rig.all()).isEmpty();
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
    rig.take("acme", metric);

    assertThat(rig.all())
        .containsEntry("e_bucket{job=shop, le=1.5, service_name=shop, tenant=acme}", 2.0)
        .containsEntry("e_bucket{job=shop, le=2, service_name=shop, tenant=acme}", 5.0)
        .doesNotContainKey("e_bucket{job=shop, le=1, service_name=shop, tenant=acme}");
  }

  @Test
  void eventsThatAllTookNoTimeAreBelowEveryThreshold() throws Exception {
    var metric = exponential(0, 0, new long[] {}, 2, Duration.ZERO);
    metric.getExponentialHistogramBuilder().setAggregationTemporality(DELTA);
    rig.take("acme", metric);

    assertThat(rig.all())
        .containsEntry("e_bucket{job=shop, le=0, service_name=shop, tenant=acme}", 2.0)
        .containsEntry("e_bucket{job=shop, le=+Inf, service_name=shop, tenant=acme}", 2.0);
  }
}
