package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Turns the points of one resource into values of series. For one thread.
final class PointSampler {
  private static final Set<String> OURS = Set.of("tenant", "job", "instance", "service_name", "le");

  private final MetricStream stream;
  private final Map<String, String> resourceLabels;
  private final Predicate<Series> wanted;
  private final long freshNanos;

  PointSampler(
      MetricStream stream,
      Map<String, String> resourceLabels,
      Predicate<Series> wanted,
      long freshNanos) {
    this.stream = stream;
    this.resourceLabels = resourceLabels;
    this.wanted = wanted;
    this.freshNanos = freshNanos;
  }

  /// @param tenant empty if nothing says whose the point is
  /// @param time when it was measured, in nanoseconds
  PointOutcome sample(Point point, String tenant, long time) {
    Map<String, String> labels = labels(point.head(), tenant);
    return switch (point) {
      case Point.Level(Point.Head head, double value) -> {
        String name = MetricNames.metric(head.name(), head.unit(), false, true);
        yield Double.isNaN(value)
            ? PointOutcome.INVALID
            : one(name, labels, SampleKind.GAUGE, value, head, time);
      }
      case Point.Total total -> total(total, labels, time);
      case Point.Histogram histogram -> histogram(histogram, labels, time);
      case Point.Exponential exponential -> exponential(exponential, labels, time);
      case Point.Summary(Point.Head head, long count, double sum) -> {
        String name = MetricNames.metric(head.name(), head.unit(), false, false);
        PointOutcome outcome =
            one(name + "_count", labels, SampleKind.CUMULATIVE, (double) count, head, time);
        if (!Double.isNaN(sum)) {
          one(name + "_sum", labels, SampleKind.CUMULATIVE, sum, head, time);
        }
        yield outcome;
      }
    };
  }

  /// What a sender calls `tenant` is not what we found out: it keeps its value under another name.
  private Map<String, String> labels(Point.Head head, String tenant) {
    var labels = new HashMap<>(resourceLabels);
    head.attributes()
        .forEach(
            (attribute, value) -> {
              String label = MetricNames.label(attribute);
              String name = OURS.contains(label) ? "exported_" + label : label;
              labels.merge(name, value, (one, other) -> one + ";" + other);
            });
    if (!tenant.isEmpty()) {
      labels.put("tenant", tenant);
    }
    return labels;
  }

  private PointOutcome one(
      String name,
      Map<String, String> labels,
      SampleKind kind,
      double value,
      Point.Head head,
      long time) {
    return outcome(
        stream.take(
            new Series(name, labels, kind), value, head.startNanos(), time, freshNanos, wanted));
  }

  private static PointOutcome outcome(MetricStream.Taken taken) {
    return switch (taken) {
      case YES -> PointOutcome.SAMPLED;
      case NOT_WANTED -> PointOutcome.NOT_WANTED;
      case OUT_OF_ORDER -> PointOutcome.OUT_OF_ORDER;
      case NO_ROOM -> PointOutcome.NO_ROOM;
    };
  }

  private PointOutcome total(Point.Total point, Map<String, String> labels, long time) {
    Point.Head head = point.head();
    if (Double.isNaN(point.value()) || point.temporality() == Point.Temporality.UNSPECIFIED) {
      return PointOutcome.INVALID;
    }
    if (!point.grows() && point.temporality() == Point.Temporality.DELTA) {
      return PointOutcome.UNSUPPORTED;
    }
    SampleKind kind = point.grows() ? kind(point.temporality()) : SampleKind.GAUGE;
    String name = MetricNames.metric(head.name(), head.unit(), point.grows(), false);
    return one(name, labels, kind, point.value(), head, time);
  }

  private static SampleKind kind(Point.Temporality temporality) {
    return temporality == Point.Temporality.DELTA ? SampleKind.DELTA : SampleKind.CUMULATIVE;
  }

  private PointOutcome histogram(Point.Histogram point, Map<String, String> labels, long time) {
    Point.Head head = point.head();
    if (!isWhole(point)
        || point.temporality() == Point.Temporality.UNSPECIFIED
        || point.count() < 0) {
      return PointOutcome.INVALID;
    }
    SampleKind kind = kind(point.temporality());
    String name = MetricNames.metric(head.name(), head.unit(), false, false);
    PointOutcome outcome = PointOutcome.NOT_WANTED;
    long below = 0;
    for (int i = 0; i < point.bounds().length && point.counts().length > 0; i++) {
      below += point.counts()[i];
      outcome = better(outcome, bucket(name, labels, kind, point.bounds()[i], below, head, time));
    }
    double inf = Double.POSITIVE_INFINITY;
    outcome = better(outcome, bucket(name, labels, kind, inf, point.count(), head, time));
    if (!Double.isNaN(point.sum())) {
      outcome = better(outcome, one(name + "_sum", labels, kind, point.sum(), head, time));
    }
    return better(outcome, one(name + "_count", labels, kind, (double) point.count(), head, time));
  }

  /// Whether the buckets are as the protocol wants them: edges that rise, one count more than
  /// edges, and together the count.
  private static boolean isWhole(Point.Histogram point) {
    double[] bounds = point.bounds();
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        return false;
      }
    }
    long total = 0;
    for (long count : point.counts()) {
      if (count < 0) {
        return false;
      }
      total += count;
    }
    return point.counts().length == 0
        || (point.counts().length == bounds.length + 1 && total == point.count());
  }

  private PointOutcome bucket(
      String name,
      Map<String, String> labels,
      SampleKind kind,
      double edge,
      long below,
      Point.Head head,
      long time) {
    var withEdge = new HashMap<>(labels);
    withEdge.put("le", Exposed.edge(edge));
    return one(name + "_bucket", withEdge, kind, (double) below, head, time);
  }

  private static PointOutcome better(PointOutcome one, PointOutcome other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// Always as deltas: the edges of an exponential histogram change as it widens, and a bucket that
  /// appears is not one that was empty before.
  private PointOutcome exponential(Point.Exponential point, Map<String, String> labels, long time) {
    Point.Head head = point.head();
    if (point.temporality() == Point.Temporality.UNSPECIFIED
        || point.counts().count() != point.count()
        || point.counts().hasNegative()) {
      return PointOutcome.INVALID;
    }
    String name = MetricNames.metric(head.name(), head.unit(), false, false);
    var counted = new Series(name + "_count", labels, SampleKind.DELTA);
    if (stream.lastTimeNanos(counted) >= time) {
      return PointOutcome.OUT_OF_ORDER;
    }
    var distribution =
        new MetricStream.Distribution(
            point.counts().coarser(ExponentialCounts.FINEST), point.sum(), head.startNanos());
    if (point.temporality() == Point.Temporality.CUMULATIVE) {
      boolean unknownStart = head.startNanos() >= time;
      boolean fresh = head.startNanos() > 0 && time - head.startNanos() <= freshNanos;
      Optional<MetricStream.Distribution> increase = stream.increase(counted, distribution, fresh);
      if (increase.isEmpty() || unknownStart) {
        return PointOutcome.SAMPLED;
      }
      distribution = increase.get();
    }
    return exponentialSamples(name, labels, distribution, head, time);
  }

  /// Below the edge of the zero bucket nothing is known of what is in it.
  private PointOutcome exponentialSamples(
      String name,
      Map<String, String> labels,
      MetricStream.Distribution distribution,
      Point.Head head,
      long time) {
    PointOutcome outcome = PointOutcome.NOT_WANTED;
    SampleKind kind = SampleKind.DELTA;
    ExponentialCounts counts = distribution.counts();
    long below = counts.atMostZero();
    double lastEdge = 0;
    if (below > 0) {
      lastEdge = counts.zeroThreshold();
      outcome = bucket(name, labels, kind, lastEdge, below, head, time);
    }
    for (Map.Entry<Integer, Long> each : counts.buckets().entrySet()) {
      double lower = counts.upperEdge(each.getKey() - 1);
      if (lower > lastEdge) {
        outcome = better(outcome, bucket(name, labels, kind, lower, below, head, time));
      }
      below += each.getValue();
      double upper = counts.upperEdge(each.getKey());
      if (upper > lastEdge && Double.isFinite(upper)) {
        outcome = better(outcome, bucket(name, labels, kind, upper, below, head, time));
        lastEdge = upper;
      }
    }
    double inf = Double.POSITIVE_INFINITY;
    outcome = better(outcome, bucket(name, labels, kind, inf, below, head, time));
    if (!Double.isNaN(distribution.sum())) {
      outcome = better(outcome, one(name + "_sum", labels, kind, distribution.sum(), head, time));
    }
    return better(outcome, one(name + "_count", labels, kind, (double) below, head, time));
  }
}
