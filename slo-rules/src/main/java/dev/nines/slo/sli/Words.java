package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The words of a query, read one after the other.
final class Words {
  private final List<Token> tokens;
  private int at;

  /// @throws QueryException if a character has no meaning in PromQL
  Words(String query) {
    this.tokens = Lexer.tokens(query);
  }

  Token peek() {
    return tokens.get(at);
  }

  /// The word after the next one.
  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.type() != Token.Type.END) {
      at++;
    }
    return token;
  }

  /// Where reading has come to, for [#text].
  int position() {
    return at;
  }

  /// What was read since, without its spaces.
  String text(int from) {
    return tokens.subList(from, at).stream()
        .map(token -> token.type() + token.text())
        .collect(Collectors.joining("\n"));
  }

  /// Takes the next word if it is this symbol.
  boolean take(String symbol) {
    boolean is = peek().is(symbol);
    if (is) {
      next();
    }
    return is;
  }

  void expect(String symbol) {
    Token token = next();
    if (!token.is(symbol)) {
      throw QueryException.syntax(
          token.offset(),
          "'%s' is expected here, not %s".formatted(symbol, token.shown()),
          "Mind parentheses, braces and commas");
    }
  }

  /// Refuses what is left after the whole query was read.
  void expectEnd() {
    Token rest = peek();
    if (rest.type() != Token.Type.END) {
      throw QueryException.syntax(
          rest.offset(), rest.shown() + " is not expected here", "Remove it, or mind parentheses");
    }
  }

  /// The length of a range or an offset.
  ///
  /// @param what what it is called if it is none
  Length length(String what, String remedy) {
    Token token = next();
    if (!Length.isWellFormed(token)) {
      throw QueryException.syntax(token.offset(), token.shown() + " is no " + what, remedy);
    }
    return new Length(token);
  }

  /// The names of labels in parentheses, each once.
  List<String> labels() {
    var labels = new ArrayList<String>();
    expect("(");
    while (!peek().is(")")) {
      Token label = next();
      if (label.type() != Token.Type.IDENTIFIER && label.type() != Token.Type.STRING) {
        throw QueryException.syntax(
            label.offset(), label.shown() + " is no label", "Write the name of a label");
      }
      labels.add(label.text());
      if (!peek().is(")")) {
        expect(",");
      }
    }
    expect(")");
    return labels.stream().distinct().toList();
  }
}
