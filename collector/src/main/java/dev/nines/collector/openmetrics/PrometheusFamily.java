package dev.nines.collector.openmetrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// One metric of a Prometheus exposition while it is read.
final class PrometheusFamily {
  private final String name;
  private final List<Violation> violations;
  private final Set<SampleKey> seen = new HashSet<>();
  private final Map<Map<String, String>, Point> histograms = new HashMap<>();
  private String type = "";
  private boolean hasHelp;

  private record SampleKey(String name, Map<String, String> labels) {}

  PrometheusFamily(String name, List<Violation> violations) {
    this.name = name;
    this.violations = violations;
  }

  String name() {
    return name;
  }

  /// As in the `# TYPE` line, empty without one.
  String type() {
    return type;
  }

  boolean hasSamples() {
    return !seen.isEmpty();
  }

  void type(TextLine line, String said) {
    if (!type.isEmpty() || hasSamples()) {
      violations.add(
          line.at(
              0,
              "a second # TYPE of %s, or one behind its samples".formatted(name),
              "Give the type once, before the first sample"));
      return;
    }
    type = said;
  }

  void help(TextLine line) {
    if (hasHelp) {
      violations.add(line.at(0, "a second # HELP of " + name, "Give the help text once"));
    }
    hasHelp = true;
  }

  void sample(SampleLine sample) {
    if (!seen.add(new SampleKey(sample.name(), sample.labelsWithout("")))) {
      violations.add(
          sample.at(
              0,
              "the same sample stands twice",
              "Write each combination of a metric name and labels once"));
      return;
    }
    switch (type) {
      case "histogram" -> histogram(sample);
      case "summary" -> summary(sample);
      default -> {} // any value will do
    }
  }

  private void summary(SampleLine sample) {
    if (sample.name().equals(name)
        && sample.label(SampleRules.QUANTILE).map(each -> Numbers.value(each.value())).stream()
            .noneMatch(OptionalDouble::isPresent)) {
      violations.add(
          sample.at(
              0,
              "a sample of a summary without a numeric label quantile",
              "Write it like %s{quantile=\"0.95\"}".formatted(name)));
    }
  }

  private void histogram(SampleLine sample) {
    String suffix = sample.name().substring(name.length());
    boolean bucket = suffix.equals("_bucket");
    if (bucket
        && sample.label(SampleRules.LE).map(each -> Numbers.value(each.value())).stream()
            .noneMatch(OptionalDouble::isPresent)) {
      violations.add(
          sample.at(0, "a bucket without a numeric label le", "Write its edge like {le=\"0.1\"}"));
      return;
    }
    if (suffix.isEmpty()) {
      violations.add(
          sample.at(
              0,
              "a sample of a histogram without suffix",
              "Write %1$s_bucket, %1$s_sum or %1$s_count".formatted(name)));
      return;
    }
    histograms
        .computeIfAbsent(
            sample.labelsWithout(bucket ? SampleRules.LE : ""),
            _ -> new Point(FamilyType.HISTOGRAM, sample, violations))
        .add(suffix, sample);
  }

  /// Looks at what only the end of the body shows.
  void close() {
    histograms.values().forEach(Point::closeBuckets);
  }
}
