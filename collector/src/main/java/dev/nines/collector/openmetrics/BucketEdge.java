package dev.nines.collector.openmetrics;

import java.util.OptionalDouble;

/// The upper edge of a bucket, as the label `le` spells it.
final class BucketEdge {

  private BucketEdge() {}

  /// Empty if the text is no edge; infinity must be spelled `+Inf`, so that all agree on one name.
  static OptionalDouble of(String text) {
    OptionalDouble edge = Numbers.value(text);
    boolean misspelled =
        edge.isPresent()
            && (Double.isNaN(edge.getAsDouble())
                || (edge.getAsDouble() == Double.POSITIVE_INFINITY && !text.equals("+Inf")));
    return misspelled ? OptionalDouble.empty() : edge;
  }
}
