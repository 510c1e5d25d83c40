package dev.nines.slo.sli;

import java.util.function.IntToDoubleFunction;

/// An expression over a few numbers of one reading. NaN stands for what is not there.
sealed interface LevelNode {
  /// A number.
  record Constant(double value) implements LevelNode {}

  /// The time of the reading, in seconds since 1970.
  record Now() implements LevelNode {}

  /// One of the numbers.
  record Input(int index) implements LevelNode {}

  /// Two expressions and what is between them: `+ - * /` or `or`.
  record Operation(String operator, LevelNode left, LevelNode right) implements LevelNode {}

  /// The value, given the numbers.
  default double value(IntToDoubleFunction inputs, double nowSeconds) {
    return switch (this) {
      case Constant(double value) -> value;
      case Now() -> nowSeconds;
      case Input(int index) -> inputs.applyAsDouble(index);
      case Operation(String operator, LevelNode left, LevelNode right) -> {
        double one = left.value(inputs, nowSeconds);
        double other = right.value(inputs, nowSeconds);
        yield switch (operator) {
          case "+" -> one + other;
          case "-" -> one - other;
          case "*" -> one * other;
          case "/" -> one / other;
          default -> Double.isNaN(one) ? other : one;
        };
      }
    };
  }
}
