package dev.nines.collector.relabel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rules that are applied one after the other. Immutable and safe between threads.
///
/// @param rules in their order
public record Relabeling(List<RelabelRule> rules) {
  /// No rules: labels stay as they are.
  public static final Relabeling NONE = new Relabeling(List.of());

  public Relabeling {
    rules = List.copyOf(rules);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /// The labels after all rules, without empty ones; nothing if a rule drops what carries them.
  public Optional<SortedMap<String, String>> apply(Map<String, String> labels) {
    var changed = new TreeMap<>(labels);
    changed.values().removeIf(String::isEmpty);
    for (RelabelRule rule : rules) {
      if (!rule.apply(changed)) {
        return Optional.empty();
      }
    }
    return Optional.of(changed);
  }
}
