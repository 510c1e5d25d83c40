package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which labels the result of a query still has.
sealed interface Kept {
  /// Those and no others, in the order of the query.
  record Only(List<String> labels) implements Kept {
    public Only {
      labels = List.copyOf(labels);
    }
  }

  /// All but those.
  record AllBut(Set<String> labels) implements Kept {
    public AllBut {
      labels = Set.copyOf(labels);
    }
  }

  /// Nothing was aggregated away.
  static Kept all() {
    return new AllBut(Set.of());
  }

  /// Whether a result can still have the label.
  default boolean keeps(String label) {
    return switch (this) {
      case Only(var labels) -> labels.contains(label);
      case AllBut(var labels) -> !labels.contains(label);
    };
  }

  /// What remains when this is applied to a result that has `inner` labels.
  default Kept of(Kept inner) {
    return switch (this) {
      case Only(var labels) -> new Only(labels.stream().filter(inner::keeps).toList());
      case AllBut(var dropped) ->
          switch (inner) {
            case Only(var labels) -> {
              var rest = new ArrayList<>(labels);
              rest.removeAll(dropped);
              yield new Only(rest);
            }
            case AllBut(var before) -> {
              var all = new HashSet<>(before);
              all.addAll(dropped);
              yield new AllBut(all);
            }
          };
    };
  }

  /// Whether both results have the same labels, in whatever order.
  default boolean sameAs(Kept other) {
    if (this instanceof Only(var mine) && other instanceof Only(var theirs)) {
      return Set.copyOf(mine).equals(Set.copyOf(theirs));
    }
    return equals(other);
  }
}
