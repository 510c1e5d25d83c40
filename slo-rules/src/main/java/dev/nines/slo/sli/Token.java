package dev.nines.slo.sli;

/// A word of PromQL.
///
/// @param type what it is
/// @param text the word; of a string, without quotes and escapes
/// @param offset where it begins
record Token(Type type, String text, int offset) {
  enum Type {
    IDENTIFIER,
    NUMBER,
    DURATION,
    STRING,
    /// `{{.window}}`, the placeholder for the range, as Sloth writes it.
    WINDOW,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return type == Type.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return type == Type.IDENTIFIER && text.equalsIgnoreCase(word);
  }

  /// Of a number, its value.
  double number() {
    return text.startsWith("0x") || text.startsWith("0X")
        ? Long.parseLong(text, 2, text.length(), 16)
        : Double.parseDouble(text.replace("_", ""));
  }

  /// For messages.
  String shown() {
    return type == Type.END ? "the end of the query" : "'" + text + "'";
  }
}
