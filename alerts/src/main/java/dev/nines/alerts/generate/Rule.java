package dev.nines.alerts.generate;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A rule of Prometheus.
sealed interface Rule {
  /// What it evaluates.
  String expr();

  /// A rule that writes a series.
  ///
  /// @param record the series' name
  /// @param labels what it gets besides the labels of the result
  record Recording(String record, String expr, SortedMap<String, String> labels) implements Rule {
    public Recording {
      labels = sorted(labels);
    }

    Recording(String record, String expr, Map<String, String> labels) {
      this(record, expr, new TreeMap<>(labels));
    }
  }

  /// A rule that alerts.
  ///
  /// @param alert the alert's name; there is a runbook of it
  /// @param holds how long the expression must hold, in Prometheus' words; empty for at once
  record Alerting(
      String alert,
      String expr,
      Optional<String> holds,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations)
      implements Rule {
    public Alerting {
      labels = sorted(labels);
      annotations = sorted(annotations);
    }
  }

  private static SortedMap<String, String> sorted(Map<String, String> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
