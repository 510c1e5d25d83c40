package dev.nines.slo.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a query into words.
final class Lexer {
  private static final Pattern WINDOW = Pattern.compile("\\{\\{-?\\s*\\.window\\s*-?}}");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F]{1,15}|[0-9]+(?:_[0-9]+)+"
              + "|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern SYMBOL =
      Pattern.compile("=~|!~|!=|==|>=|<=|[-+*/%^(){}\\[\\],=<>@:]");

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private boolean inRange;
  private int at;

  private Lexer(String query) {
    this.query = query;
  }

  static List<Token> tokens(String query) {
    return new Lexer(query).run();
  }

  private List<Token> run() {
    while (true) {
      skipBlanks();
      if (at >= query.length()) {
        tokens.add(new Token(Token.Type.END, "", at));
        return tokens;
      }
      char next = query.charAt(at);
      if (next == '"' || next == '\'' || next == '`') {
        string(next);
      } else if (!take(WINDOW, Token.Type.WINDOW)
          && !take(IDENTIFIER, Token.Type.IDENTIFIER)
          && !take(DURATION, Token.Type.DURATION)
          && !take(NUMBER, Token.Type.NUMBER)
          && !take(SYMBOL, Token.Type.SYMBOL)) {
        throw QueryException.syntax(
            at, "'%s' has no meaning in PromQL".formatted(next), "Remove it");
      }
    }
  }

  private void skipBlanks() {
    while (at < query.length()) {
      if (query.charAt(at) == '#') {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
      } else if (Character.isWhitespace(query.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean take(Pattern pattern, Token.Type type) {
    Matcher found = pattern.matcher(query).region(at, query.length());
    // A colon begins a recording rule's name; in [5m:1m] it separates.
    boolean separates = inRange && query.charAt(at) == ':';
    if (!found.lookingAt() || (type == Token.Type.IDENTIFIER && separates)) {
      return false;
    }
    var token = new Token(type, found.group(), at);
    at = found.end();
    if (type == Token.Type.NUMBER || type == Token.Type.DURATION) {
      refuseLetterBehind(token);
    }
    if (type == Token.Type.NUMBER && Double.isInfinite(token.number())) {
      throw QueryException.syntax(
          token.offset(), token.shown() + " is too large a number", "Write Inf");
    }
    inRange = token.is("[") || (inRange && !token.is("]"));
    tokens.add(token);
    return true;
  }

  private void refuseLetterBehind(Token number) {
    if (at < query.length() && (Character.isLetter(query.charAt(at)) || query.charAt(at) == '_')) {
      throw QueryException.syntax(
          number.offset(),
          "'%s%s' is no number and no duration".formatted(number.text(), query.charAt(at)),
          "Leave a space behind a number, and write durations like 5m");
    }
  }

  private void string(char quote) {
    var text = new StringBuilder();
    int start = at;
    for (at++; at < query.length(); at++) {
      char next = query.charAt(at);
      if (next == quote) {
        at++;
        tokens.add(new Token(Token.Type.STRING, text.toString(), start));
        return;
      }
      if (next == '\n' && quote != '`') {
        break;
      }
      if (next == '\\' && quote != '`') {
        at++;
        text.append(escaped());
      } else {
        text.append(next);
      }
    }
    throw QueryException.syntax(start, "the text has no end", "Close it with " + quote);
  }

  /// The escapes of Go's strings; `at` is left on the last character.
  private String escaped() {
    char next = at < query.length() ? query.charAt(at) : ' ';
    return switch (next) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000b";
      case '\\', '"', '\'' -> String.valueOf(next);
      case 'x' -> code(at + 1, 2, 16);
      case 'u' -> code(at + 1, 4, 16);
      case 'U' -> code(at + 1, 8, 16);
      case '0', '1', '2', '3' -> code(at, 3, 8);
      default -> throw noEscape(next);
    };
  }

  /// The character whose code has so many digits.
  private String code(int from, int digits, int radix) {
    int to = from + digits;
    try {
      int point =
          Integer.parseUnsignedInt(query.substring(from, Math.min(to, query.length())), radix);
      if (to <= query.length() && Character.isValidCodePoint(point)) {
        at = to - 1;
        return Character.toString(point);
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw noEscape(query.charAt(at));
  }

  private QueryException noEscape(char next) {
    return QueryException.syntax(
        at - 1, "'\\%s' is no escape".formatted(next), "Write a backslash as \\\\");
  }
}
