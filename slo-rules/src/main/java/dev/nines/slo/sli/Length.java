package dev.nines.slo.sli;

import java.util.regex.Pattern;

/// A length of time as it is written in a query: a duration, seconds, or the window.
record Length(Token token) {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?");
  private static final Pattern NONE = Pattern.compile("[^1-9]*");

  static boolean isWellFormed(Token token) {
    return switch (token.type()) {
      case WINDOW, NUMBER -> true;
      case DURATION -> DURATION.matcher(token.text()).matches();
      case IDENTIFIER, STRING, SYMBOL, END -> false;
    };
  }

  /// Refuses a length of nothing, which only an offset may have.
  void refuseNone() {
    if (token.type() != Token.Type.WINDOW && NONE.matcher(token.text()).matches()) {
      throw QueryException.syntax(
          token.offset(), token.shown() + " is no time at all", "Write it like 5m");
    }
  }
}
