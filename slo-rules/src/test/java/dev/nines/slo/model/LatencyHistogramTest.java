package dev.nines.slo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

  @ParameterizedTest
  @ValueSource(doubles = {2e-6, 0.0001, 0.0123, 0.1, 0.5, 1, 2, 59.9, 3600})
  void aDurationLiesWithinItsBucket(double seconds) {
    int bucket = LatencyHistogram.bucketOf(seconds);

    assertThat(LatencyHistogram.upperBoundSeconds(bucket))
        .isGreaterThanOrEqualTo(seconds * 0.999999);
    assertThat(LatencyHistogram.upperBoundSeconds(bucket - 1)).isLessThan(seconds);
  }

  @Test
  void whatIsNotAPositiveDurationFallsIntoTheFirstBucket() {
    assertThat(LatencyHistogram.bucketOf(0)).isZero();
    assertThat(LatencyHistogram.bucketOf(-1)).isZero();
    assertThat(LatencyHistogram.bucketOf(Double.NaN)).isZero();
  }

  @Test
  void noDurationsHaveNoQuantile() {
    assertThat(LatencyHistogram.EMPTY.quantileSeconds(0.95)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aQuantileIsAtMostOneBucketAboveTheTrueOne(long seed) {
    var random = new Random(seed);
    double[] seconds = random.doubles(5000).map(u -> 0.001 * Math.exp(3 * u)).toArray();
    LatencyHistogram histogram = histogramOf(seconds);
    Arrays.sort(seconds);

    for (double quantile : new double[] {0.5, 0.95, 0.99, 1}) {
      double truth = seconds[(int) Math.ceil(quantile * seconds.length) - 1];
      assertThat(histogram.quantileSeconds(quantile).orElseThrow())
          .as("seed %d quantile %s", seed, quantile)
          .isBetween(truth * 0.999, truth * 1.0906);
    }
  }

  @Test
  void mergingLosesNothing() {
    LatencyHistogram one = histogramOf(0.01, 0.02, 0.03);
    LatencyHistogram other = histogramOf(0.02, 5);

    assertThat(one.plus(other)).isEqualTo(histogramOf(0.01, 0.02, 0.03, 0.02, 5));
    assertThat(one.plus(other).count()).isEqualTo(5);
    assertThat(one.plus(LatencyHistogram.EMPTY)).isEqualTo(one);
  }

  @Test
  void theSchemeIsOpenTelemetrysScaleThree() {
    double ratio = LatencyHistogram.upperBoundSeconds(9) / LatencyHistogram.upperBoundSeconds(8);

    assertThat(ratio).isCloseTo(Math.pow(2, 0.125), within(1e-12));
  }

  private static LatencyHistogram histogramOf(double... seconds) {
    var counts = new TreeMap<Integer, Long>();
    for (double each : seconds) {
      counts.merge(LatencyHistogram.bucketOf(each), 1L, Long::sum);
    }
    return new LatencyHistogram(counts);
  }
}
