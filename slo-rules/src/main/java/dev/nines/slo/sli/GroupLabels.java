package dev.nines.slo.sli;

import dev.nines.slo.model.Series;
import java.util.List;
import java.util.stream.Collectors;

/// The labels whose values make a group.
///
/// @param labels none if there is one group only
record GroupLabels(List<String> labels) {
  GroupLabels {
    labels = List.copyOf(labels);
  }

  /// Those that were asked for; otherwise `tenant` if the query keeps it, or all that it names.
  static GroupLabels of(String groupBy, Kept kept) {
    if (!groupBy.isEmpty()) {
      return new GroupLabels(List.of(groupBy.split(",")));
    }
    return switch (kept) {
      case Kept.Only(var names) ->
          new GroupLabels(names.contains("tenant") ? List.of("tenant") : names);
      case Kept.AllBut _ -> new GroupLabels(List.of());
    };
  }

  /// The group that a series belongs to: the values of the labels, comma-separated; empty where it
  /// does not have them.
  String of(Series series) {
    if (labels.size() == 1) {
      return series.labels().getOrDefault(labels.getFirst(), "");
    }
    return labels.stream()
        .map(label -> series.labels().getOrDefault(label, ""))
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return String.join(",", labels);
  }
}
