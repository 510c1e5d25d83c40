package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Series;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The queries of a ratio, compiled, and the labels by which its events are grouped. Immutable.
public final class CompiledIndicator {
  private final Indicator.Counted counted;
  private final Map<Refusal.Part, List<Term>> terms;
  private final List<String> groupBy;

  CompiledIndicator(
      Indicator.Counted counted, Map<Refusal.Part, List<Term>> terms, List<String> groupBy) {
    this.counted = counted;
    this.terms = new EnumMap<>(terms);
    this.groupBy = List.copyOf(groupBy);
  }

  /// What became of the queries of an indicator.
  public sealed interface Result {
    /// They can be evaluated.
    record Compiled(CompiledIndicator indicator) implements Result {}

    /// They cannot, and why: every reason that was found.
    record Refused(List<Refusal> refusals) implements Result {}
  }

  /// Compiles the queries of a ratio.
  ///
  /// @param groupBy the label or labels, comma-separated, by which to group; if empty, by `tenant`
  ///   where the total is aggregated by that label among others, or else by all labels that it is
  ///   aggregated by
  public static Result compile(Indicator.Ratio ratio, String groupBy) {
    return new IndicatorCompiler(ratio).compile(groupBy);
  }

  /// The labels in the form of [dev.nines.slo.model.Objective#groupBy]; empty if there is one group
  /// only.
  public String groupBy() {
    return String.join(",", groupBy);
  }

  /// Whether the counted events are the good or the bad ones.
  Indicator.Counted counted() {
    return counted;
  }

  /// The summands of each query; the doubtful one may be missing.
  Map<Refusal.Part, List<Term>> terms() {
    return terms;
  }

  /// The group that a series belongs to: the values of the labels, comma-separated; empty where it
  /// does not have them.
  String groupOf(Series series) {
    if (groupBy.size() == 1) {
      return series.labels().getOrDefault(groupBy.getFirst(), "");
    }
    return groupBy.stream()
        .map(label -> series.labels().getOrDefault(label, ""))
        .collect(Collectors.joining(","));
  }
}
