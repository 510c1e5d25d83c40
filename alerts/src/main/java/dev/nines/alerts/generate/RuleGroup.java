package dev.nines.alerts.generate;

import java.util.List;

/// Rules that Prometheus evaluates one after the other, at one instant.
///
/// There is no `limit`: Prometheus drops all alerts of a group that exceeds it, in an incident that
/// hits every tenant above all.
///
/// @param name unique within a file
/// @param interval in Prometheus' words
/// @param rules in the order of evaluation
record RuleGroup(String name, String interval, List<Rule> rules) {
  RuleGroup {
    rules = List.copyOf(rules);
  }
}
