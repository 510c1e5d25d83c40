package dev.nines.slo.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// How an SLI is measured: PromQL over series, compiled by `dev.nines.slo.sli`.
public sealed interface Indicator {

  /// Events of one kind against all valid events.
  ///
  /// @param counted whether `countedQuery` counts good or bad events
  /// @param countedQuery PromQL for the good or the bad events
  /// @param totalQuery PromQL for all valid events
  /// @param doubtfulQuery PromQL for events that could be either (an upper bound), if there are
  ///   such
  record Ratio(
      Counted counted, String countedQuery, String totalQuery, Optional<String> doubtfulQuery)
      implements Indicator {}

  /// A level held against a bound, one event per reading.
  ///
  /// @param query PromQL for the level
  /// @param comparison the comparison that must hold for a good reading
  /// @param bound what it is compared with
  record Threshold(String query, Comparison comparison, double bound) implements Indicator {}

  /// Several promises as one: the weighted mean of what their budgeting methods say. It has no
  /// events of its own.
  ///
  /// @param components at least one
  record Composite(List<Component> components) implements Indicator {
    public Composite {
      components = List.copyOf(components);
      if (components.isEmpty()) {
        throw new IllegalArgumentException("a composite of nothing, expected components");
      }
    }
  }

  /// A part of a composite.
  ///
  /// @param slo the name of its objective, which is judged beside the composite and has the same
  ///   window
  /// @param weight how much it weighs, above 0
  record Component(String slo, BigDecimal weight) {
    public Component {
      if (weight.signum() <= 0) {
        throw new IllegalArgumentException(
            "component %s weighs %s, expected more than 0".formatted(slo, weight));
      }
    }
  }

  /// Which events a ratio's query counts.
  enum Counted {
    GOOD,
    BAD
  }

  /// The operators of OpenSLO's `op`.
  enum Comparison {
    LT,
    LTE,
    GT,
    GTE
  }
}
