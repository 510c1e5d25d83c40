package dev.nines.collector.discovery;

import java.util.List;
import java.util.Map;

/// Targets that were found together.
///
/// @param targets `host:port` each, as it was found
/// @param labels of all of them, those that begin with `__meta_` included
public record TargetGroup(List<String> targets, Map<String, String> labels) {
  public TargetGroup {
    targets = List.copyOf(targets);
    labels = Map.copyOf(labels);
  }
}
