package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;

/// One summand of a query: what the selected series add, times a factor.
///
/// @param factor the factor
/// @param selector which series
/// @param measure what each of their samples adds
/// @param span function and range as written; all of an indicator must be the same
/// @param offset where it stands in the query
/// @param guards while a series of one of these is read, the term adds nothing
record Term(
    double factor,
    VectorSelector selector,
    Measure measure,
    String span,
    int offset,
    List<VectorSelector> guards) {

  Term {
    guards = List.copyOf(guards);
  }

  /// A term without guards.
  Term(double factor, VectorSelector selector, Measure measure, String span, int offset) {
    this(factor, selector, measure, span, offset, List.of());
  }

  /// What a sample adds.
  enum Measure {
    /// The increase since the last reading.
    INCREASE,
    /// By the kind of the series: the increase of a counter, the value of everything else.
    AS_IS,
    /// The value.
    VALUE,
    /// One.
    ONE
  }

  Term times(double number) {
    return withFactor(factor * number);
  }

  Term unless(List<VectorSelector> more) {
    var all = new ArrayList<>(guards);
    all.addAll(more);
    return new Term(factor, selector, measure, span, offset, all);
  }

  Term withFactor(double number) {
    return new Term(number, selector, measure, span, offset, guards);
  }
}
