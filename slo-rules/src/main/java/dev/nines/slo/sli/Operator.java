package dev.nines.slo.sli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What may stand between two expressions of PromQL.
///
/// @param at the word
/// @param name in lower case
/// @param precedence the higher, the tighter it binds
record Operator(Token at, String name, int precedence) {
  /// The precedence of `^`, which signs do not outbid.
  static final int TIGHTEST = 6;

  private static final Set<String> COMPARISONS = Set.of("==", "!=", ">", "<", ">=", "<=");
  private static final Set<String> SETS = Set.of("and", "or", "unless");
  private static final List<Set<String>> BY_PRECEDENCE =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          COMPARISONS,
          Set.of("+", "-"),
          Set.of("*", "/", "%", "atan2"),
          Set.of("^"));
  private static final Set<Read.Value> COMBINED = Set.of(Read.Value.SCALAR, Read.Value.VECTOR);

  /// The operator that a word is, if it is one.
  static Optional<Operator> of(Token word) {
    boolean mayBe = word.type() == Token.Type.SYMBOL || word.type() == Token.Type.IDENTIFIER;
    String name = word.text().toLowerCase(Locale.ROOT);
    for (int i = 0; mayBe && i < BY_PRECEDENCE.size(); i++) {
      if (BY_PRECEDENCE.get(i).contains(name)) {
        return Optional.of(new Operator(word, name, i + 1));
      }
    }
    return Optional.empty();
  }

  /// How loosely what stands to the right may bind and still belong to it: powers are taken from
  /// the right, everything else from the left.
  int loosestToTheRight() {
    return precedence == TIGHTEST ? precedence : precedence + 1;
  }

  /// The operator with the words behind it.
  ///
  /// @param bool whether `bool` is there
  /// @param matches whether `on (…)` or `ignoring (…)` is
  /// @param groups whether `group_left` or `group_right` is
  Modifiers with(boolean bool, boolean matches, boolean groups) {
    if (bool && !COMPARISONS.contains(name)) {
      throw wrong("'bool' belongs to comparisons", "Remove it");
    }
    if (groups && SETS.contains(name)) {
      throw wrong("'%s' takes no grouping".formatted(name), "Remove the grouping");
    }
    return new Modifiers(this, bool, matches);
  }

  private QueryException wrong(String problem, String remedy) {
    return QueryException.syntax(at.offset(), problem, remedy);
  }

  /// An operator and the words behind it.
  record Modifiers(Operator operator, boolean bool, boolean matches) {

    /// What the operator makes of its two sides.
    ///
    /// @throws QueryException if they cannot stand there
    Read combine(Read left, Read right) {
      for (Read side : List.of(left, right)) {
        if (!COMBINED.contains(side.value())) {
          throw QueryException.syntax(
              side.start().offset(),
              "%s cannot stand beside '%s'".formatted(side.value().shown(), operator.name),
              "Combine instant vectors and numbers only");
        }
      }
      boolean vectors = left.value() == right.value() && left.value() == Read.Value.VECTOR;
      boolean numbers = left.value() == right.value() && left.value() == Read.Value.SCALAR;
      if (SETS.contains(operator.name) && !vectors) {
        throw operator.wrong(
            "'%s' stands between instant vectors only".formatted(operator.name),
            "Write vector(0) for a number");
      }
      if (matches && !vectors) {
        throw operator.wrong(
            "labels are matched between instant vectors only", "Remove on or ignoring");
      }
      if (COMPARISONS.contains(operator.name) && numbers && !bool) {
        throw operator.wrong(
            "numbers are compared with 'bool' only", "Write " + operator.name + " bool");
      }
      return new Read(
          left.start(), numbers ? Read.Value.SCALAR : Read.Value.VECTOR, Read.Form.OTHER);
    }
  }
}
