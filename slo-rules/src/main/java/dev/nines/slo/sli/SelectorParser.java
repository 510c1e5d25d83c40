package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads `name{label="value", …}`, also with a quoted name inside the braces.
final class SelectorParser {
  private static final Set<String> OPERATORS = Set.of("=", "!=", "=~", "!~");

  /// The words of PromQL that are no names; all others may be.
  private static final Set<String> NO_NAMES =
      Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");

  private final Words words;

  SelectorParser(Words words) {
    this.words = words;
  }

  /// A selector with its range and its offset, as far as they are there.
  Expression.Select select() {
    Token start = words.peek();
    VectorSelector selector = selector();
    String range = "";
    if (words.take("[")) {
      Length length = words.length("range", "Write [{{.window}}], or like [5m]");
      if (words.peek().is(":")) {
        throw Parser.unsupported(words.peek(), "Write a range like [5m], without subquery");
      }
      range = length.normal();
      words.expect("]");
    }
    return new Expression.Select(start.offset(), selector, range, delay());
  }

  private String delay() {
    if (!words.peek().isWord("offset")) {
      return "";
    }
    words.next();
    if (words.peek().is("-")) {
      throw Parser.unsupported(words.peek(), "Remove it: nothing is known of the future");
    }
    return words.length("duration", "Write it like offset 5m").normal();
  }

  VectorSelector selector() {
    Token start = words.peek();
    Optional<String> name = Optional.empty();
    if (start.type() == Token.Type.IDENTIFIER) {
      if (NO_NAMES.contains(start.text().toLowerCase(Locale.ROOT))) {
        throw QueryException.syntax(
            start.offset(), start.shown() + " is no metric", "Put the name in {\"…\"}");
      }
      name = Optional.of(words.next().text());
    }
    var matchers = new ArrayList<LabelMatcher>();
    if (words.peek().is("{")) {
      words.next();
      while (!words.peek().is("}")) {
        name = matcherOrName(name, matchers);
        if (!words.peek().is("}")) {
          words.expect(",");
        }
      }
      words.expect("}");
    }
    if (name.isEmpty()) {
      name = exactName(matchers);
    }
    if (name.filter(n -> !n.isEmpty()).isEmpty()
        && matchers.stream().allMatch(m -> m.test().test(""))) {
      throw QueryException.syntax(
          start.offset(), "the selector means every series", "Name a metric or a label's value");
    }
    return new VectorSelector(name, matchers);
  }

  private Optional<String> matcherOrName(Optional<String> name, List<LabelMatcher> matchers) {
    Token label = words.next();
    if (label.type() == Token.Type.STRING && (words.peek().is(",") || words.peek().is("}"))) {
      if (name.isPresent()) {
        throw QueryException.syntax(
            label.offset(), "the metric has two names", "Remove one of them");
      }
      return Optional.of(label.text());
    }
    boolean bare = label.type() == Token.Type.IDENTIFIER && label.text().indexOf(':') < 0;
    if (!bare && label.type() != Token.Type.STRING) {
      throw QueryException.syntax(
          label.offset(), label.shown() + " is no label", "Write label=\"value\"");
    }
    Token operator = words.next();
    if (!OPERATORS.contains(operator.text()) || operator.type() != Token.Type.SYMBOL) {
      throw QueryException.syntax(
          operator.offset(),
          "one of = != =~ !~ is expected here, not " + operator.shown(),
          "Write label=\"value\"");
    }
    Token value = words.next();
    if (value.type() != Token.Type.STRING) {
      throw QueryException.syntax(
          value.offset(), value.shown() + " is not in quotes", "Write label=\"value\"");
    }
    if (name.isPresent() && label.text().equals(LabelMatcher.NAME)) {
      throw QueryException.syntax(label.offset(), "the metric has two names", "Remove one of them");
    }
    matchers.add(LabelMatcher.of(label.text(), operator.text(), value.text(), value.offset()));
    return name;
  }

  private static Optional<String> exactName(List<LabelMatcher> matchers) {
    return matchers.stream()
        .filter(m -> m.label().equals(LabelMatcher.NAME) && m.operator().equals("="))
        .map(LabelMatcher::value)
        .findFirst();
  }
}
