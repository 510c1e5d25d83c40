package dev.nines.demo.history;

import dev.nines.demo.history.Incident.Kind;
import dev.nines.demo.saas.DemoTenant;
import dev.nines.demo.traffic.DailyRhythm;
import dev.nines.slo.model.LatencyHistogram;
import java.time.ZoneId;
import java.util.Optional;

/// How long a tenant's statements took in an hour of the invented past: log-normal, slower for
/// those with more data, with a thin tail over the threshold.
final class QueryDurations {

  private static final double STATEMENTS_AN_HOUR_AT_PEAK = 42_000;
  private static final double MEDIAN_SECONDS = 0.0006;
  private static final double MEDIAN_SECONDS_OF_MANY_ORDERS = 0.0016;
  private static final int MANY_ORDERS = 100_000;
  private static final double SPREAD = 1.1;
  private static final double TAIL_SHARE = 0.0002;
  private static final double TAIL_SHARE_WHEN_SLOW = 0.05;
  private static final double TAIL_SECONDS = 0.2;
  private static final double TAIL_SPREAD = 0.3;

  /// Up to a few seconds.
  private static final int BUCKETS = 180;

  private QueryDurations() {}

  static LatencyHistogram ofAnHour(DemoTenant tenant, long minute, Optional<Kind> incident) {
    double share = DailyRhythm.shareOfPeak(Calendar.start(minute), ZoneId.of(tenant.zone()));
    double count = STATEMENTS_AN_HOUR_AT_PEAK * share;
    double median = tenant.orders() >= MANY_ORDERS ? MEDIAN_SECONDS_OF_MANY_ORDERS : MEDIAN_SECONDS;
    double tail =
        incident.equals(Optional.of(Kind.SLOW_QUERIES)) ? TAIL_SHARE_WHEN_SLOW : TAIL_SHARE;
    return LatencyHistogram.of(
        BUCKETS,
        bucket ->
            Math.round(
                count
                    * ((1 - tail) * mass(bucket, median, SPREAD)
                        + tail * mass(bucket, TAIL_SECONDS, TAIL_SPREAD))));
  }

  /// The share of a log-normal distribution that falls into a bucket.
  private static double mass(int bucket, double medianSeconds, double spread) {
    double upper = cumulative(LatencyHistogram.upperBoundSeconds(bucket), medianSeconds, spread);
    double lower =
        bucket == 0
            ? 0
            : cumulative(LatencyHistogram.upperBoundSeconds(bucket - 1), medianSeconds, spread);
    return upper - lower;
  }

  /// The logistic curve, which is within a hundredth of the normal one.
  private static double cumulative(double seconds, double medianSeconds, double spread) {
    return 1 / (1 + Math.exp(-1.702 * Math.log(seconds / medianSeconds) / spread));
  }
}
