package dev.nines.slo.sli;

import dev.nines.slo.model.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which series are meant.
///
/// @param name the metric name if exactly one is meant, empty if matchers decide
/// @param matchers all must match; those for [LabelMatcher#NAME] see the metric name
record VectorSelector(Optional<String> name, List<LabelMatcher> matchers) {
  VectorSelector {
    matchers = List.copyOf(matchers);
  }

  boolean matches(Series series) {
    return matches(series, Optional.empty());
  }

  /// Whether the series is a bucket of a histogram that is meant, whatever its edge.
  boolean matchesButForEdge(Series series) {
    return series.labels().containsKey(LabelMatcher.BUCKET_EDGE)
        && matches(series, Optional.of(LabelMatcher.BUCKET_EDGE));
  }

  private boolean matches(Series series, Optional<String> but) {
    if (name.isPresent() && !name.get().equals(series.name())) {
      return false;
    }
    for (LabelMatcher matcher : matchers) {
      if (!Optional.of(matcher.label()).equals(but)
          && !matcher.test().test(valueOf(series, matcher))) {
        return false;
      }
    }
    return true;
  }

  private static String valueOf(Series series, LabelMatcher matcher) {
    return matcher.label().equals(LabelMatcher.NAME)
        ? series.name()
        : series.labels().getOrDefault(matcher.label(), "");
  }

  /// The bucket edge, if exactly one is meant: the threshold of a latency SLI.
  OptionalDouble edge() {
    List<LabelMatcher> edges =
        matchers.stream().filter(m -> m.label().equals(LabelMatcher.BUCKET_EDGE)).toList();
    if (edges.size() != 1 || !edges.getFirst().operator().equals("=")) {
      return OptionalDouble.empty();
    }
    double edge = LabelMatcher.edge(edges.getFirst().value());
    return Double.isNaN(edge) ? OptionalDouble.empty() : OptionalDouble.of(edge);
  }

  /// The selector in PromQL. Of a bucket with a threshold all edges are selected: the neighbours
  /// stand in for one that is not there.
  String promQl() {
    boolean anyEdge = edge().isPresent();
    return Stream.concat(
            name.stream().map(exact -> "__name__=" + PromqlNames.quoted(exact)),
            matchers.stream()
                .filter(m -> !(anyEdge && m.label().equals(LabelMatcher.BUCKET_EDGE)))
                .filter(m -> !(name.isPresent() && m.label().equals(LabelMatcher.NAME)))
                .map(m -> m.label() + m.operator() + PromqlNames.quoted(m.value())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public String toString() {
    return name.orElse("")
        + matchers.stream().map(m -> m.label() + m.operator() + '"' + m.value() + '"').toList();
  }
}
