package dev.nines.slo.sli;

import java.util.List;

/// A query as it is written, as far as it is taken.
sealed interface Expression {
  /// Where it begins in the query.
  int offset();

  /// A selector, with or without a range behind it.
  ///
  /// @param range the range in the query's own words, empty without one
  /// @param delay the duration behind the word `offset`, empty without one
  record Select(int offset, VectorSelector selector, String range, String delay)
      implements Expression {}

  /// A function of one range selector.
  record Call(int offset, String function, Select argument) implements Expression {}

  /// An aggregation, with what it keeps.
  record Aggregate(int offset, String operator, Kept kept, Expression of) implements Expression {}

  /// Two expressions and what stands between them.
  ///
  /// @param operatorOffset where the operator stands
  /// @param on the labels of `on (…)`, if it is there
  record Binary(
      int operatorOffset,
      String operator,
      java.util.Optional<List<String>> on,
      Expression left,
      Expression right)
      implements Expression {
    @Override
    public int offset() {
      return left.offset();
    }
  }

  /// `… > 0`: of what stands before it, that which is not zero.
  record NotZero(int operatorOffset, Expression of) implements Expression {
    @Override
    public int offset() {
      return of.offset();
    }
  }

  /// A number.
  record Literal(int offset, double value) implements Expression {}

  /// `vector(0)`.
  record Zero(int offset) implements Expression {}

  /// `time()`.
  record Time(int offset) implements Expression {}
}
