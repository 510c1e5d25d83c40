package dev.nines.collector.openmetrics;

import java.util.OptionalDouble;

/// A place within a line, and the pieces that can stand there in either format.
final class LineScanner {
  private static final char NONE = '\0';

  private final TextLine line;
  private final String text;
  private int at;

  LineScanner(TextLine line) {
    this.line = line;
    this.text = line.text();
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean accept(char wanted) {
    if (!atEnd() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  boolean accept(String wanted) {
    if (text.startsWith(wanted, at)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  /// Skips any number of spaces and tabs.
  ///
  /// @return whether there was one
  boolean skipBlanks() {
    int from = at;
    while (!atEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at > from;
  }

  /// The rest of the line.
  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /// Everything up to the next space, or tab if `tabs`.
  String word(boolean tabs) {
    int from = at;
    while (!atEnd() && text.charAt(at) != ' ' && !(tabs && text.charAt(at) == '\t')) {
      at++;
    }
    return text.substring(from, at);
  }

  String metricName() throws ViolationException {
    int from = at;
    while (!atEnd() && isNameCharacter(text.charAt(at), at == from, true)) {
      at++;
    }
    if (at == from) {
      throw fail(
          "expected a metric name, found " + found(),
          "Begin the name with a letter, _ or :, and use only these and digits; nothing stands"
              + " before it");
    }
    return text.substring(from, at);
  }

  String labelName() throws ViolationException {
    int from = at;
    while (!atEnd() && isNameCharacter(text.charAt(at), at == from, false)) {
      at++;
    }
    if (at == from) {
      throw fail(
          "expected a label name, found " + found(),
          "Begin the name with a letter or _, and use only these and digits");
    }
    return text.substring(from, at);
  }

  /// A label's value, the opening quote included.
  ///
  /// @param anyEscape whether a backslash may stand before any character, and then stands for
  ///   itself
  String quoted(boolean anyEscape) throws ViolationException {
    int opening = at;
    if (!accept('"')) {
      throw fail(
          "expected \" at the beginning of a label's value, found " + found(),
          "Put the value into double quotes");
    }
    var value = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\') {
        value.append(escaped(anyEscape));
      } else {
        value.append(c);
      }
    }
    at = opening;
    throw fail(
        "a label's value has no closing quote",
        "Close it with \", and write \\\" for a quote within it");
  }

  private String escaped(boolean anyEscape) throws ViolationException {
    char c = atEnd() ? NONE : text.charAt(at++);
    return switch (c) {
      case 'n' -> "\n";
      case '"', '\\' -> String.valueOf(c);
      default -> {
        if (!anyEscape) {
          at--;
          throw fail("unknown escape sequence", "Use only \\\\, \\\" and \\n; write \\\\ for a \\");
        }
        yield "\\" + c;
      }
    };
  }

  /// A number up to the next space.
  ///
  /// @param what it is, for the complaint
  /// @param finite whether NaN and infinities are refused
  SampleLine.Figure number(String what, boolean finite, boolean tabs) throws ViolationException {
    int from = at;
    String word = word(tabs);
    OptionalDouble value = finite ? Numbers.real(word) : Numbers.value(word);
    if (value.isEmpty()) {
      at = from;
      throw fail(
          word.isEmpty() ? "%s is missing".formatted(what) : "%s is no number".formatted(what),
          finite
              ? "Write a decimal number like 1605281325.123"
              : "Write a decimal number like 42, 1.5 or 1e-3, or NaN, +Inf, -Inf, after exactly one"
                  + " space");
    }
    return new SampleLine.Figure(value.getAsDouble(), word, from);
  }

  /// A complaint about what stands here.
  ViolationException fail(String problem, String remedy) {
    return new ViolationException(line.at(at, problem, remedy));
  }

  /// What stands here, for a complaint.
  String found() {
    if (atEnd()) {
      return "the end of the line";
    }
    int c = text.codePointAt(at);
    return Character.isISOControl(c) ? "U+%04X".formatted(c) : "'" + Character.toString(c) + "'";
  }

  private static boolean isNameCharacter(char c, boolean first, boolean colon) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (colon && c == ':')
        || (!first && c >= '0' && c <= '9');
  }
}
