package dev.nines.slo.sli;

import dev.nines.slo.model.Series;

/// Which series are meant, as PromQL selects them: `name{label="value"}` with a name. Immutable.
public final class SeriesPattern {
  private final String text;
  private final VectorSelector selector;

  private SeriesPattern(String text, VectorSelector selector) {
    this.text = text;
    this.selector = selector;
  }

  /// Reads a selector.
  ///
  /// @throws IllegalArgumentException with a sentence for people, if it is none or has no name
  public static SeriesPattern parse(String text) {
    try {
      if (Parser.parse(text) instanceof Expression.Select select
          && select.range().isEmpty()
          && select.delay().isEmpty()
          && select.selector().name().isPresent()) {
        return new SeriesPattern(text, select.selector());
      }
    } catch (QueryException e) {
      throw new IllegalArgumentException(
          "'%s' selects no series: %s".formatted(text, e.getMessage()), e);
    }
    throw new IllegalArgumentException(
        "'%s' is more than a selector with a name; write it like requests_total{route=\"/x\"}"
            .formatted(text));
  }

  /// The metric name that all of them have.
  public String name() {
    return selector.name().orElseThrow();
  }

  /// Whether a series is one of them.
  public boolean matches(Series series) {
    return selector.matches(series);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// As it was written.
  @Override
  public String toString() {
    return text;
  }
}
