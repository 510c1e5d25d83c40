package dev.nines.slo.sli;

import dev.nines.slo.yaml.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// PromQL's grammar and types, as of Prometheus 3. Tells what no engine would take from what is
/// only not evaluated here: the first makes a spec invalid, the second does not.
///
/// Climbs precedences instead of descending through a rule for each, and stops checking where a
/// query is nested too deeply.
final class Grammar {
  private static final int MAX_DEPTH = 50;
  private static final Set<String> AGGREGATIONS =
      Set.of("sum", "count", "avg", "min", "max", "group", "stddev", "stdvar");
  private static final Set<String> AGGREGATIONS_OF_TWO =
      Set.of("topk", "bottomk", "quantile", "limitk", "limit_ratio", "count_values");

  private final Words words;
  private int depth;

  private Grammar(Words words) {
    this.words = words;
  }

  /// @throws QueryException if the query is no PromQL
  static void check(String query) {
    var grammar = new Grammar(new Words(query));
    grammar.expression(1);
    grammar.words.expectEnd();
  }

  /// @throws QueryException if the text is not a selector of instant values, with or without offset
  static void checkSelector(String text) {
    var grammar = new Grammar(new Words(text));
    Read read = grammar.expression(1);
    grammar.words.expectEnd();
    if (read.form() != Read.Form.SELECTOR && read.form() != Read.Form.DELAYED) {
      throw QueryException.syntax(
          read.start().offset(),
          "is not a selector",
          "Write a metric, like requests_total{job=\"a\"}");
    }
  }

  /// Of a query that was refused, the graver reason: that it is no PromQL, if so.
  static QueryException graver(String query, QueryException found) {
    try {
      check(query);
      return found;
    } catch (QueryException e) {
      return e.isSyntax() && !found.isSyntax() ? e : found;
    }
  }

  private Read expression(int loosest) {
    if (++depth > MAX_DEPTH) {
      throw QueryException.unsupported(
          words.peek().offset(), "the query is nested too deeply", "Remove parentheses");
    }
    Read left = signed();
    while (true) {
      Optional<Operator> operator = Operator.of(words.peek());
      if (operator.isEmpty() || operator.get().precedence() < loosest) {
        depth--;
        return left;
      }
      words.next();
      Operator.Modifiers modifiers = modifiers(operator.get());
      Read right = expression(operator.get().loosestToTheRight());
      left = modifiers.combine(left, right);
    }
  }

  private Operator.Modifiers modifiers(Operator operator) {
    boolean bool = word("bool");
    boolean on = word("on");
    boolean matches = on || word("ignoring");
    boolean groups = false;
    if (matches) {
      List<String> matched = words.labels();
      groups = word("group_left") || word("group_right");
      if (groups && words.peek().is("(")) {
        Token added = words.peek();
        if (!Collections.disjoint(words.labels(), matched) && on) {
          throw wrong(added, "a label is matched and added at once", "Name it in one of the two");
        }
      }
    }
    return operator.with(bool, matches, groups);
  }

  private boolean word(String word) {
    boolean is = words.peek().isWord(word);
    if (is) {
      words.next();
    }
    return is;
  }

  private Read signed() {
    Token sign = words.peek();
    if (!sign.is("-") && !sign.is("+")) {
      return followed(operand());
    }
    while (words.peek().is("-") || words.peek().is("+")) {
      words.next();
    }
    Read read = expression(Operator.TIGHTEST);
    if (read.value() != Read.Value.SCALAR && read.value() != Read.Value.VECTOR) {
      throw wrong(sign, read.value().shown() + " has no sign", "Remove it");
    }
    return new Read(sign, read.value(), Read.Form.OTHER);
  }

  private Read operand() {
    Token token = words.peek();
    if (words.take("(")) {
      Read inner = expression(1);
      words.expect(")");
      return new Read(token, inner.value(), Read.Form.OTHER);
    }
    return switch (token.type()) {
      case NUMBER, DURATION -> literal(Read.Value.SCALAR);
      case STRING -> literal(Read.Value.STRING);
      case IDENTIFIER -> named(token);
      case SYMBOL, WINDOW, END -> {
        if (token.is("{")) {
          yield selector(token);
        }
        throw wrong(
            token, token.shown() + " is not expected here", "Write a selector or a function");
      }
    };
  }

  private Read literal(Read.Value value) {
    return new Read(words.next(), value, Read.Form.OTHER);
  }

  private Read selector(Token start) {
    new SelectorParser(words).selector();
    return new Read(start, Read.Value.VECTOR, Read.Form.SELECTOR);
  }

  private Read named(Token token) {
    Token after = words.peekSecond();
    String lower = token.text().toLowerCase(Locale.ROOT);
    boolean aggregates = AGGREGATIONS.contains(lower) || AGGREGATIONS_OF_TWO.contains(lower);
    if (aggregates && (after.is("(") || after.isWord("by") || after.isWord("without"))) {
      return aggregation(words.next(), lower);
    }
    return after.is("(") ? function(words.next()) : selector(token);
  }

  private Read aggregation(Token name, String lower) {
    boolean grouped = grouping();
    List<Read> arguments = arguments();
    if (!grouped) {
      grouping();
    }
    String signature =
        lower.equals("count_values") ? "Sv" : AGGREGATIONS_OF_TWO.contains(lower) ? "sv" : "v";
    checkArguments(name, signature, arguments);
    return new Read(name, Read.Value.VECTOR, Read.Form.OTHER);
  }

  private boolean grouping() {
    boolean grouped = word("by") || word("without");
    if (grouped) {
      words.labels();
    }
    return grouped;
  }

  private Read function(Token name) {
    String signature = Functions.SIGNATURES.get(name.text());
    if (signature == null) {
      throw wrong(
          name,
          name.shown() + " is not a function of PromQL",
          Suggestion.remedy(name.text(), Functions.SIGNATURES.keySet()));
    }
    checkArguments(name, signature, arguments());
    boolean number = Functions.NUMBERS.contains(name.text());
    return new Read(name, number ? Read.Value.SCALAR : Read.Value.VECTOR, Read.Form.OTHER);
  }

  private List<Read> arguments() {
    var arguments = new ArrayList<Read>();
    words.expect("(");
    if (!words.peek().is(")")) {
      do {
        arguments.add(expression(1));
      } while (words.take(","));
    }
    words.expect(")");
    return arguments;
  }

  private static void checkArguments(Token name, String signature, List<Read> arguments) {
    if (arguments.size() < Functions.fewest(signature)
        || arguments.size() > Functions.most(signature)) {
      throw wrong(
          name,
          "'%s' takes other arguments, not %d".formatted(name.text(), arguments.size()),
          "Look up what it takes");
    }
    for (int i = 0; i < arguments.size(); i++) {
      Read.Value expected = Functions.argument(signature, i);
      Read given = arguments.get(i);
      if (given.value() != expected) {
        throw wrong(
            given.start(),
            "'%s' takes %s here, not %s"
                .formatted(name.text(), expected.shown(), given.value().shown()),
            expected == Read.Value.MATRIX
                ? "Append [{{.window}}] to a selector"
                : "Write another one");
      }
    }
  }

  /// A range, an offset and an instant may follow a selector; the first makes a subquery of
  /// anything else.
  private Read followed(Read first) {
    Read read = first;
    var delays = new HashSet<String>();
    while (true) {
      Token token = words.peek();
      if (token.is("[")) {
        read = ranged(token, read);
        delays.clear();
      } else if (token.isWord("offset") || token.is("@")) {
        if (read.form() == Read.Form.OTHER) {
          throw wrong(
              token, token.shown() + " follows selectors only", "Write it behind the selector");
        }
        if (!delays.add(token.is("@") ? "@" : "offset")) {
          throw wrong(token, token.shown() + " is there already", "Keep one of the two");
        }
        words.next();
        delay(token);
        read =
            new Read(
                read.start(),
                read.value(),
                read.form() == Read.Form.RANGED ? read.form() : Read.Form.DELAYED);
      } else {
        return read;
      }
    }
  }

  private Read ranged(Token bracket, Read read) {
    words.next();
    words.length("range", "Write [{{.window}}], or like [5m]").refuseNone();
    boolean subquery = words.take(":");
    if (subquery && !words.peek().is("]")) {
      words.length("resolution", "Write it like [1h:5m]").refuseNone();
    }
    words.expect("]");
    if (read.value() != Read.Value.VECTOR || (!subquery && read.form() != Read.Form.SELECTOR)) {
      throw wrong(
          bracket,
          subquery ? "a subquery is of instant vectors only" : "a range follows selectors only",
          "Write it behind the selector, or a subquery like [1h:5m]");
    }
    return new Read(read.start(), Read.Value.MATRIX, Read.Form.RANGED);
  }

  private void delay(Token kind) {
    if (words.peek().is("-") || words.peek().is("+")) {
      words.next();
    }
    boolean instant = kind.is("@");
    if (instant && (words.peek().isWord("start") || words.peek().isWord("end"))) {
      words.next();
      words.expect("(");
      words.expect(")");
    } else {
      words.length(instant ? "instant" : "duration", "Write it like offset 5m");
    }
  }

  private static QueryException wrong(Token token, String problem, String remedy) {
    return QueryException.syntax(token.offset(), problem, remedy);
  }
}
