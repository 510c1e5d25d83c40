package dev.nines.slo.sli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/// What a label's value must be. A label that a series does not have is empty. Regular expressions
/// are RE2's and match the whole value, as in Prometheus.
///
/// @param label the label
/// @param operator `=`, `!=`, `=~` or `!~`
/// @param value the value or regular expression
/// @param test whether a value matches
record LabelMatcher(String label, String operator, String value, Predicate<String> test) {
  static final String NAME = "__name__";
  static final String BUCKET_EDGE = "le";

  static LabelMatcher of(String label, String operator, String value, int offset) {
    Predicate<String> positive =
        switch (operator) {
          case "=", "!=" ->
              label.equals(BUCKET_EDGE) ? actual -> sameEdge(actual, value) : value::equals;
          default -> regex(value, offset);
        };
    boolean negated = operator.startsWith("!");
    return new LabelMatcher(label, operator, value, negated ? positive.negate() : positive);
  }

  private static Predicate<String> regex(String value, int offset) {
    try {
      return Pattern.compile(value, Pattern.DOTALL)::matches;
    } catch (PatternSyntaxException e) {
      throw QueryException.syntax(
          offset,
          "is not a regular expression: " + e.getDescription(),
          "Use RE2 syntax, which has no look-around and no back-references");
    }
  }

  /// Bucket edges are numbers: `0.5`, `0.50` and `5e-1` are the same.
  private static boolean sameEdge(String one, String other) {
    return one.equals(other) || (!one.isEmpty() && Double.compare(edge(one), edge(other)) == 0);
  }

  /// The number of a bucket's edge; NaN if it is none.
  static double edge(String text) {
    try {
      return switch (text) {
        case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
