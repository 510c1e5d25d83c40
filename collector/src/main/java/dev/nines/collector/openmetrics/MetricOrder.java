package dev.nines.collector.openmetrics;

import dev.nines.collector.openmetrics.SampleLine.Figure;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Watches that the samples of a metric, and of each of its points, stand together in a family and
/// that time only moves on.
final class MetricOrder {
  private final String family;
  private final List<Violation> violations;
  private final Set<Map<String, String>> seenMetrics = new HashSet<>();
  private final Set<SeriesKey> seriesOfPoint = new HashSet<>();
  private @Nullable Map<String, String> metric;
  private Optional<Figure> timestamp = Optional.empty();
  private @Nullable Point point;

  /// What makes a sample one of its kind within a point.
  private record SeriesKey(String suffix, Map<String, String> labels) {}

  MetricOrder(String family, List<Violation> violations) {
    this.family = family;
    this.violations = violations;
  }

  void add(FamilyType type, String suffix, SampleLine sample) {
    Map<String, String> labels = metricOf(type, suffix, sample);
    boolean sameMetric = labels.equals(metric);
    if (sameMetric) {
      follow(type, sample);
    } else if (!seenMetrics.add(labels)) {
      violations.add(
          sample.at(
              0,
              "the samples of a metric do not stand together",
              "Write all samples with the same labels one after the other"));
    }
    boolean samePoint = sameMetric && compare(timestamp, sample.timestamp()) == 0;
    if (!samePoint) {
      close();
      seriesOfPoint.clear();
      point = new Point(type, sample, violations);
    }
    metric = labels;
    timestamp = sample.timestamp();
    boolean added = seriesOfPoint.add(new SeriesKey(suffix, sample.labelsWithout("")));
    if (added && point != null) {
      point.add(suffix, sample);
    } else if (sample.timestamp().isEmpty()) {
      violations.add(
          sample.at(
              0,
              "the same sample stands twice",
              "Write each name with the same labels once, or give each of its points a timestamp"));
    }
  }

  private void follow(FamilyType type, SampleLine sample) {
    if (timestamp.isPresent() != sample.timestamp().isPresent()) {
      violations.add(
          sample.at(
              sample.timestamp().map(Figure::at).orElse(0),
              "samples of one metric with and without a timestamp",
              "Give all of them one, or better none"));
    } else if (type != FamilyType.INFO && compare(timestamp, sample.timestamp()) > 0) {
      violations.add(
          sample.at(
              sample.timestamp().map(Figure::at).orElse(0),
              "the timestamp lies before the one of the sample above",
              "Write the points of a metric in the order of time, each with all its samples"));
    }
  }

  /// The labels of the metric that a sample belongs to. Which labels of an info are its metric's
  /// cannot be seen.
  private Map<String, String> metricOf(FamilyType type, String suffix, SampleLine sample) {
    return switch (type) {
      case INFO -> Map.of();
      case STATESET -> sample.labelsWithout(family);
      case SUMMARY -> sample.labelsWithout(suffix.isEmpty() ? SampleRules.QUANTILE : "");
      case HISTOGRAM, GAUGEHISTOGRAM ->
          sample.labelsWithout(suffix.equals("_bucket") ? SampleRules.LE : "");
      case UNKNOWN, GAUGE, COUNTER -> sample.labelsWithout("");
    };
  }

  /// Compares exactly: nanoseconds do not fit into a floating point number.
  private static int compare(Optional<Figure> left, Optional<Figure> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isPresent(), right.isPresent());
    }
    int rough = Double.compare(left.get().value() + 0.0, right.get().value() + 0.0);
    boolean plain = isPlain(left.get().text()) && isPlain(right.get().text());
    return rough == 0 && plain
        ? new BigDecimal(left.get().text()).compareTo(new BigDecimal(right.get().text()))
        : rough;
  }

  private static boolean isPlain(String number) {
    return number.length() < 64 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  /// Looks at what only the end of a point shows.
  void close() {
    if (point != null) {
      point.close();
    }
    point = null;
  }
}
