package dev.nines.collector.gateway.metrics;

import dev.nines.slo.sli.InexactThreshold;
import io.prometheus.client.Collector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Latency thresholds that are no edges of the histograms that are really exposed. Each is logged
/// once, with the bucket to add.
public final class ThresholdMetrics extends Collector {
  private static final Logger log = LoggerFactory.getLogger(ThresholdMetrics.class);
  private static final Family INEXACT =
      Family.gauge(
          "nines_slo_threshold_inexact",
          "1 for a latency threshold that is no bucket edge: what lies around it is doubtful.");
  private static final List<String> LABELS =
      List.of("service", "slo", "metric", "threshold", "lower", "upper");

  private final Supplier<List<InexactThreshold>> thresholds;
  private final Set<String> told = new HashSet<>();

  /// @param thresholds those of the last evaluation
  public ThresholdMetrics(Supplier<List<InexactThreshold>> thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public synchronized List<MetricFamilySamples> collect() {
    List<InexactThreshold> now = thresholds.get();
    now.stream()
        .map(
            each ->
                "%s: %s%n%s"
                    .formatted(each.objective().slo(), each.remedy(), each.snippet().strip()))
        .filter(told::add)
        .forEach(log::warn);
    return List.of(
        INEXACT.each(
            now,
            LABELS,
            each ->
                List.of(
                    each.objective().service(),
                    each.objective().slo(),
                    each.metric(),
                    Double.toString(each.thresholdSeconds()),
                    Double.toString(each.lowerSeconds()),
                    Double.toString(each.upperSeconds())),
            _ -> 1));
  }
}
