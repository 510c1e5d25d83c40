package dev.nines.slo.sli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a query by recursive descent. What is PromQL but not taken is refused at its place.
final class Parser {
  private static final Set<String> FUNCTIONS =
      Set.of("rate", "increase", "sum_over_time", "count_over_time");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "count", "avg", "min", "max");
  private static final Set<String> OTHER_AGGREGATIONS =
      Set.of(
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "quantile",
          "count_values",
          "limitk",
          "limit_ratio");
  private static final Set<String> REFUSED_OPERATORS =
      Set.of("==", "!=", ">", "<", ">=", "<=", "%", "^", "@", "[");
  private static final Set<String> REFUSED_WORDS = Set.of("and", "atan2", "bool", "offset");
  private static final int MAX_DEPTH = 50;

  /// What is taken, for the end of a refusal.
  static final String TAKEN =
      "Use sum or count, by or without labels, over rate, increase, sum_over_time or"
          + " count_over_time of a selector; + and - between them, * and / by numbers, or"
          + " vector(0)";

  private static final String HISTOGRAMS =
      "Write histogram_fraction(0, 0.1, rate(x[5m])) * histogram_count(rate(x[5m])), or count"
          + " x_bucket{le=\"0.1\"} against x_count";

  private final Words words;
  private int depth;

  private Parser(Words words) {
    this.words = words;
  }

  /// @throws QueryException if the query is not taken
  static Expression parse(String query) {
    try {
      return new Parser(new Words(query)).whole();
    } catch (QueryException e) {
      throw Grammar.graver(query, e);
    }
  }

  private Expression whole() {
    if (words.peek().type() == Token.Type.END) {
      throw QueryException.syntax(0, "the query is empty", "Write a query");
    }
    Expression expression = or();
    refuseOperators();
    words.expectEnd();
    return expression;
  }

  private Expression or() {
    if (++depth > MAX_DEPTH) {
      throw QueryException.unsupported(
          words.peek().offset(), "the query is nested too deeply", "Remove parentheses");
    }
    Expression left = unless();
    while (words.peek().isWord("or")) {
      left = binary("or", left, this::unless);
    }
    depth--;
    return left;
  }

  private Expression unless() {
    Expression left = notZero();
    while (words.peek().isWord("unless")) {
      left = binary("unless", left, this::notZero);
    }
    return left;
  }

  private Expression notZero() {
    Expression left = sum();
    while (comparesWithZero()) {
      left = new Expression.NotZero(words.next().offset(), left);
      words.next();
      refuseOperators();
      if (Stream.of("+", "-", "*", "/").anyMatch(words.peek()::is)) {
        throw unsupported(words.peek(), TAKEN);
      }
    }
    return left;
  }

  /// Whether `> 0` follows, which keeps a total from being divided by.
  private boolean comparesWithZero() {
    Token zero = words.peekSecond();
    return words.peek().is(">") && zero.type() == Token.Type.NUMBER && zero.number() == 0;
  }

  private Expression sum() {
    Expression left = product();
    while (words.peek().is("+") || words.peek().is("-")) {
      left = binary(words.peek().text(), left, this::product);
    }
    return left;
  }

  private Expression product() {
    Expression left = signed();
    while (words.peek().is("*") || words.peek().is("/")) {
      left = binary(words.peek().text(), left, this::signed);
    }
    return left;
  }

  private Expression binary(
      String operator, Expression left, java.util.function.Supplier<Expression> operand) {
    Token token = words.next();
    Optional<List<String>> on = Optional.empty();
    if (words.peek().isWord("on")) {
      words.next();
      on = Optional.of(words.labels());
    }
    for (String word : List.of("ignoring", "group_left", "group_right", "bool")) {
      if (words.peek().isWord(word)) {
        throw unsupported(words.peek(), "Aggregate both sides to the same labels instead");
      }
    }
    return new Expression.Binary(token.offset(), operator, on, left, operand.get());
  }

  private Expression signed() {
    boolean negative = false;
    Token first = words.peek();
    while (words.peek().is("-") || words.peek().is("+")) {
      negative ^= words.next().is("-");
    }
    Expression operand = operand();
    refuseOperators();
    if (!negative) {
      return operand;
    }
    var minusOne = new Expression.Literal(first.offset(), -1);
    return new Expression.Binary(first.offset(), "*", Optional.empty(), minusOne, operand);
  }

  private void refuseOperators() {
    Token next = words.peek();
    boolean word = REFUSED_WORDS.stream().anyMatch(next::isWord);
    if (comparesWithZero()) {
      return;
    }
    if (word || (next.type() == Token.Type.SYMBOL && REFUSED_OPERATORS.contains(next.text()))) {
      throw unsupported(next, TAKEN);
    }
  }

  static QueryException unsupported(Token token, String remedy) {
    return QueryException.unsupported(
        token.offset(), token.shown() + " is not evaluated by the embedded engine", remedy);
  }

  private Expression operand() {
    Token token = words.peek();
    if (words.take("(")) {
      return closed();
    }
    if (token.type() == Token.Type.NUMBER) {
      words.next();
      return new Expression.Literal(token.offset(), token.number());
    }
    if (token.is("{") || token.type() == Token.Type.IDENTIFIER) {
      return named(token);
    }
    throw QueryException.syntax(
        token.offset(), token.shown() + " is not expected here", "Write a selector or a function");
  }

  private Expression named(Token token) {
    Token after = words.peekSecond();
    boolean grouped = after.is("(") || after.isWord("by") || after.isWord("without");
    if (token.is("{") || !grouped) {
      return new SelectorParser(words).select();
    }
    String word = token.text().toLowerCase(java.util.Locale.ROOT);
    if (AGGREGATIONS.contains(word)) {
      return aggregate(word);
    }
    if (OTHER_AGGREGATIONS.contains(word)) {
      throw unsupported(token, "Use sum or count: an SLI counts events");
    }
    if (word.equals("vector")) {
      return zero();
    }
    if (word.equals("time")) {
      words.next();
      words.expect("(");
      words.expect(")");
      return new Expression.Time(token.offset());
    }
    if (FUNCTIONS.contains(word)) {
      return call(word);
    }
    if (word.startsWith("histogram_")) {
      return histogram(word);
    }
    throw unsupported(token, TAKEN);
  }

  /// The share of events up to an edge is counted where their number stands behind it.
  private Expression histogram(String function) {
    Token start = words.next();
    words.expect("(");
    if (function.equals("histogram_count")) {
      return NativeHistogram.count(closed());
    }
    Token lowest = words.next();
    boolean fromZero = lowest.type() == Token.Type.NUMBER && lowest.number() == 0;
    if (!fromZero || !function.equals("histogram_fraction")) {
      throw unsupported(start, HISTOGRAMS);
    }
    words.expect(",");
    String edge = words.next().text();
    words.expect(",");
    int from = words.position();
    Expression histogram = closed();
    String share = words.text(from);
    if (words.take("*") && words.peek().isWord("histogram_count")) {
      words.next();
      words.expect("(");
      int same = words.position();
      closed();
      if (words.text(same).equals(share)) {
        return NativeHistogram.upTo(edge, histogram);
      }
    }
    throw unsupported(start, HISTOGRAMS);
  }

  private Expression closed() {
    Expression inner = or();
    words.expect(")");
    return inner;
  }

  private Expression aggregate(String operator) {
    Token start = words.next();
    Optional<Kept> kept = kept();
    words.expect("(");
    Expression inner = closed();
    return new Expression.Aggregate(
        start.offset(), operator, kept.or(this::kept).orElse(new Kept.Only(List.of())), inner);
  }

  private Optional<Kept> kept() {
    if (words.peek().isWord("by")) {
      words.next();
      return Optional.of(new Kept.Only(words.labels()));
    }
    if (words.peek().isWord("without")) {
      words.next();
      return Optional.of(new Kept.AllBut(Set.copyOf(words.labels())));
    }
    return Optional.empty();
  }

  private Expression zero() {
    Token start = words.next();
    words.expect("(");
    Token value = words.next();
    words.expect(")");
    if (value.type() != Token.Type.NUMBER || value.number() != 0) {
      throw unsupported(value, "Write vector(0): what was not measured is not counted");
    }
    return new Expression.Zero(start.offset());
  }

  private Expression call(String function) {
    Token start = words.next();
    words.expect("(");
    Token argument = words.peek();
    Expression inner = closed();
    if (!(inner instanceof Expression.Select select)) {
      throw QueryException.unsupported(
          argument.offset(),
          "'%s' of something else than a selector is not evaluated".formatted(function),
          "Write %s(metric{…}[{{.window}}]), and aggregate outside of it".formatted(function));
    }
    if (select.range().isEmpty()) {
      throw QueryException.syntax(
          argument.offset(), "'%s' needs a range".formatted(function), "Append [{{.window}}]");
    }
    return new Expression.Call(start.offset(), function, select);
  }
}
