package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// A ratio that is written as one query, `a / b`, `avg_over_time(…)`, `histogram_fraction(…)` or `1
/// -` one of these, taken apart: events can be summed over any window, ratios cannot.
///
/// `or vector(…)` behind it, for when nothing happened, is taken for what it says: then there are
/// no events.
///
/// @param complement whether it is one less the quotient
/// @param counted what is divided
/// @param total by what
/// @param withoutEvents what the ratio is when nothing happened, if the query says so
public record RatioQuery(
    boolean complement, String counted, String total, OptionalDouble withoutEvents) {
  private static final Set<String> OPEN = Set.of("(", "{", "[");
  private static final Set<String> CLOSE = Set.of(")", "}", "]");
  private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%", "^");
  private static final Set<String> WORDS = Set.of("or", "and", "unless", "atan2");

  /// A ratio of which the query does not say what it is when nothing happened.
  RatioQuery(boolean complement, String counted, String total) {
    this(complement, counted, total, OptionalDouble.empty());
  }

  /// The parts of a query; empty if it is no ratio, or no PromQL.
  public static Optional<RatioQuery> of(String query) {
    try {
      return of(query, Lexer.tokens(query), false);
    } catch (QueryException _) {
      return Optional.empty();
    }
  }

  private static Optional<RatioQuery> of(String query, List<Token> tokens, boolean complement) {
    List<Token> inner = withoutParentheses(tokens);
    List<Token> operators = operators(inner.subList(0, inner.size() - 1));
    if (operators.isEmpty()) {
      return average(query, inner, complement).or(() -> share(query, inner, complement));
    }
    Token last = operators.getLast();
    if (last.isWord("or")) {
      int at = inner.indexOf(last);
      OptionalDouble otherwise = vector(inner.subList(at + 1, inner.size() - 1));
      return otherwise.isEmpty()
          ? Optional.empty()
          : of(query, inner.subList(0, at + 1), complement)
              .map(ratio -> ratio.otherwise(complement, otherwise.getAsDouble()));
    }
    Token first = operators.getFirst();
    boolean oneLess =
        first.is("-")
            && inner.indexOf(first) == 1
            && inner.getFirst().type() == Token.Type.NUMBER
            && inner.getFirst().text().equals("1");
    if (oneLess && (operators.size() == 1 || divides(operators.subList(1, operators.size())))) {
      return of(query, inner.subList(2, inner.size()), !complement);
    }
    if (!divides(operators)) {
      return Optional.empty();
    }
    int at = inner.indexOf(first);
    if (at == 0 || at + 2 >= inner.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new RatioQuery(
            complement,
            query.substring(inner.getFirst().offset(), first.offset()).strip(),
            query.substring(first.offset() + 1, inner.getLast().offset()).strip()));
  }

  /// An average over time is what was read by how often.
  private static Optional<RatioQuery> average(
      String query, List<Token> tokens, boolean complement) {
    boolean averages =
        tokens.getFirst().text().equals("avg_over_time")
            && tokens.size() > 2
            && closesAtEnd(tokens.subList(1, tokens.size()));
    if (!averages) {
      return Optional.empty();
    }
    String argument = query.substring(tokens.get(1).offset(), tokens.getLast().offset()).strip();
    return Optional.of(
        new RatioQuery(complement, "sum_over_time" + argument, "count_over_time" + argument));
  }

  /// The share of a histogram's events within edges is their number by that of all.
  private static Optional<RatioQuery> share(String query, List<Token> tokens, boolean complement) {
    boolean shares =
        tokens.getFirst().isWord("histogram_fraction")
            && tokens.size() > 2
            && closesAtEnd(tokens.subList(1, tokens.size()));
    if (!shares) {
      return Optional.empty();
    }
    int comma =
        tokens.stream()
            .filter(token -> token.is(","))
            .skip(1)
            .findFirst()
            .map(Token::offset)
            .orElse(0);
    String all = "histogram_count(" + query.substring(comma + 1, tokens.getLast().offset()).strip();
    String within = query.substring(tokens.getFirst().offset(), tokens.getLast().offset()).strip();
    return Optional.of(new RatioQuery(complement, within + " * " + all, all));
  }

  /// The number of `vector(…)`, with or without `on()` before it.
  private static OptionalDouble vector(List<Token> tokens) {
    List<Token> number = tokens.subList(Math.max(0, tokens.size() - 4), tokens.size());
    String text = tokens.stream().map(Token::text).collect(Collectors.joining());
    boolean matches = text.toLowerCase(Locale.ROOT).matches("(on\\(\\))?vector\\([0-9.]+\\)");
    return matches ? OptionalDouble.of(number.get(2).number()) : OptionalDouble.empty();
  }

  private RatioQuery otherwise(boolean complemented, double value) {
    return withoutEvents.isPresent()
        ? this
        : new RatioQuery(
            complement, counted, total, OptionalDouble.of(complemented ? 1 - value : value));
  }

  private static boolean divides(List<Token> operators) {
    return operators.size() == 1 && operators.getFirst().is("/");
  }

  /// The operators that stand in no parentheses.
  private static List<Token> operators(List<Token> tokens) {
    var operators = new ArrayList<Token>();
    int depth = 0;
    for (Token token : tokens) {
      if (token.type() == Token.Type.SYMBOL && OPEN.contains(token.text())) {
        depth++;
      } else if (token.type() == Token.Type.SYMBOL && CLOSE.contains(token.text())) {
        depth--;
      } else if (depth == 0 && isOperator(token)) {
        operators.add(token);
      }
    }
    return operators;
  }

  private static boolean isOperator(Token token) {
    return switch (token.type()) {
      case SYMBOL -> OPERATORS.contains(token.text());
      case IDENTIFIER -> WORDS.stream().anyMatch(token::isWord);
      case NUMBER, DURATION, STRING, WINDOW, END -> false;
    };
  }

  /// The tokens between parentheses that stand around all of them; the last one is what ends the
  /// query or closes them.
  private static List<Token> withoutParentheses(List<Token> tokens) {
    List<Token> inner = tokens;
    while (inner.size() > 2 && inner.getFirst().is("(") && closesAtEnd(inner)) {
      inner = inner.subList(1, inner.size() - 1);
    }
    return inner;
  }

  private static boolean closesAtEnd(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size() - 1; i++) {
      depth += tokens.get(i).is("(") ? 1 : 0;
      depth -= tokens.get(i).is(")") ? 1 : 0;
      if (depth == 0) {
        return i == tokens.size() - 2;
      }
    }
    return false;
  }
}
