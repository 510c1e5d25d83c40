package dev.nines.collector.openmetrics;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// All samples of a metric at one time, and what must hold among them.
final class Point {
  private final FamilyType type;
  private final SampleLine first;
  private final List<Violation> violations;
  private boolean hasTotal;
  private @Nullable SampleLine bucket;
  private double edge = Double.NaN;
  private boolean negativeEdges;
  private @Nullable SampleLine count;
  private @Nullable SampleLine sum;

  Point(FamilyType type, SampleLine first, List<Violation> violations) {
    this.type = type;
    this.first = first;
    this.violations = violations;
  }

  void add(String suffix, SampleLine sample) {
    switch (suffix) {
      case "_total" -> hasTotal = true;
      case "_bucket" -> bucket(sample);
      case "_count", "_gcount" -> count = sample;
      case "_sum", "_gsum" -> sum = sample;
      default -> {} // stands alone
    }
  }

  private void bucket(SampleLine sample) {
    OptionalDouble next =
        sample
            .label(SampleRules.LE)
            .map(label -> BucketEdge.of(label.value()))
            .orElse(OptionalDouble.empty());
    if (next.isEmpty()) {
      return; // complained about already
    }
    if (next.getAsDouble() <= edge) {
      violations.add(
          sample.at(
              0,
              "a bucket's edge is not above the one before",
              "Write the buckets in increasing order of le, each edge once"));
    }
    SampleLine before = bucket;
    if (before != null && sample.value().value() < before.value().value()) {
      violations.add(
          sample.at(
              sample.value().at(),
              "a bucket counts less than the one before",
              "Let each bucket count all values up to its edge: they are cumulative"));
    }
    negativeEdges |= next.getAsDouble() < 0;
    edge = next.getAsDouble();
    bucket = sample;
  }

  void close() {
    if (type == FamilyType.COUNTER && !hasTotal) {
      violations.add(
          first.at(0, "a counter without its _total", "Write a _total sample with these labels"));
    }
    if (type.hasBuckets()) {
      closeBuckets();
      sumAndCount();
    }
  }

  /// Only the rules of buckets and count, which the Prometheus format has too.
  void closeBuckets() {
    if (edge != Double.POSITIVE_INFINITY) {
      violations.add(
          first.at(
              0,
              "a %s without a bucket le=\"+Inf\" at its end".formatted(type),
              "Add that bucket: it counts all values"));
      return;
    }
    SampleLine all = bucket;
    SampleLine counted = count;
    if (all != null && counted != null && counted.value().value() != all.value().value()) {
      violations.add(
          counted.at(
              counted.value().at(),
              "the count differs from the bucket le=\"+Inf\"",
              "Expose the same number for both"));
    }
  }

  private void sumAndCount() {
    String prefix = type == FamilyType.HISTOGRAM ? "_" : "_g";
    SampleLine counted = count;
    SampleLine summed = sum;
    if (summed == null && counted != null) {
      violations.add(
          counted.at(
              0,
              "%scount without %ssum".formatted(prefix, prefix),
              "Expose both of them or neither"));
    }
    if (summed == null) {
      return;
    }
    if (counted == null) {
      violations.add(
          summed.at(
              0,
              "%ssum without %scount".formatted(prefix, prefix),
              "Expose both of them or neither"));
    }
    if (negativeEdges && type == FamilyType.HISTOGRAM) {
      violations.add(
          summed.at(
              0,
              "_sum of a histogram with negative edges",
              "Leave _sum and _count out: the sum could decrease"));
    }
    if (!negativeEdges && type == FamilyType.GAUGEHISTOGRAM && summed.value().value() < 0) {
      violations.add(
          summed.at(
              summed.value().at(),
              "_gsum is negative though no bucket has a negative edge",
              "Correct the sum, or add the buckets that are missing"));
    }
  }
}
