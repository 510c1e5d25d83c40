package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Series;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The queries of a ratio, compiled, and the labels by which its events are grouped. Immutable.
public final class CompiledIndicator {
  private final Indicator.Counted counted;
  private final Map<Refusal.Part, List<Term>> terms;
  private final GroupLabels groupBy;

  CompiledIndicator(
      Indicator.Counted counted, Map<Refusal.Part, List<Term>> terms, GroupLabels groupBy) {
    this.counted = counted;
    this.terms = new EnumMap<>(terms);
    this.groupBy = groupBy;
  }

  /// Compiles the queries of a ratio.
  ///
  /// @param groupBy the label or labels, comma-separated, by which to group; if empty, by `tenant`
  ///   where the total is aggregated by that label among others, or else by all labels that it is
  ///   aggregated by
  public static Compilation<CompiledIndicator> compile(Indicator.Ratio ratio, String groupBy) {
    return new IndicatorCompiler(ratio).compile(groupBy);
  }

  /// The labels in the form of [dev.nines.slo.model.Objective#groupBy]; empty if there is one group
  /// only.
  public String groupBy() {
    return groupBy.toString();
  }

  /// PromQL for all valid events of a window, by [#groupBy].
  ///
  /// @param window as Prometheus writes it: `5m`
  public String totalOver(String window) {
    return new PromqlWriter(groupBy.labels(), window).sum(queries(Refusal.Part.TOTAL));
  }

  /// PromQL for the events of a window that are bad for certain, by [#groupBy]: zero where there
  /// are events and none is bad, doubtful ones left out.
  ///
  /// @param window as Prometheus writes it: `5m`
  public String badOver(String window) {
    var writer = new PromqlWriter(groupBy.labels(), window);
    String total = totalOver(window);
    String counted = orZero(writer.sum(queries(Refusal.Part.COUNTED)), total);
    if (counted() == Indicator.Counted.BAD) {
      return counted;
    }
    var doubtful = queries(Refusal.Part.DOUBTFUL);
    String rest = doubtful.isEmpty() ? "" : " - " + orZero(writer.sum(doubtful), total);
    return "clamp_min(%s - %s%s, 0)".formatted(total, counted, rest);
  }

  private List<Term> queries(Refusal.Part part) {
    return terms.getOrDefault(part, List.of());
  }

  private static String orZero(String query, String total) {
    return "(%s or 0 * %s)".formatted(query, total);
  }

  /// Whether the counted events are the good or the bad ones.
  Indicator.Counted counted() {
    return counted;
  }

  /// The summands of each query; the doubtful one may be missing.
  Map<Refusal.Part, List<Term>> terms() {
    return terms;
  }

  String groupOf(Series series) {
    return groupBy.of(series);
  }
}
