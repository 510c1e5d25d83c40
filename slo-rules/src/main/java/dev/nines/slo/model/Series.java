package dev.nines.slo.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The identity of one measured time series: a metric name, its labels and how its values are read.
///
/// A source makes each series once and hands out the same object with every reading, so that what
/// stands behind can keep what it resolved for a series by identity. Equality is by value. All
/// share the texts of their names, of which there are few where there are a million series.
/// Immutable and safe between threads.
public final class Series {
  private final String name;
  private final Map<String, String> labels;
  private final SampleKind kind;
  private final int hash;

  /// @param name the metric name
  /// @param labels label names and values; empty values are dropped, as Prometheus does
  /// @param kind how values are read
  public Series(String name, Map<String, String> labels, SampleKind kind) {
    this.name = name.intern();
    var kept = new TreeMap<>(labels);
    kept.values().removeIf(String::isEmpty);
    this.labels = new Labels(kept);
    this.kind = kind;
    this.hash = 31 * (31 * name.hashCode() + kept.hashCode()) + kind.hashCode();
  }

  /// The metric name, `__name__` in PromQL.
  public String name() {
    return name;
  }

  /// The labels, gone through sorted by name.
  public Map<String, String> labels() {
    return labels;
  }

  /// How values of this series are read.
  public SampleKind kind() {
    return kind;
  }

  /// The value of a label, empty if the series does not have it.
  public Optional<String> label(String labelName) {
    return Optional.ofNullable(labels.get(labelName));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Series that
            && hash == that.hash
            && kind == that.kind
            && name.equals(that.name)
            && labels.equals(that.labels));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return name + labels;
  }
}
