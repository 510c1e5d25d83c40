package dev.nines.collector.scrape;

import dev.nines.collector.openmetrics.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/// A place in a body, and the pieces of a line that can stand there. Works on bytes and allocates
/// nothing for the usual.
final class LineReader {
  private static final int LONG_DIGITS = 18;

  /// More digits than these do not fit exactly into a double.
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private byte[] body = new byte[0];
  private int end;
  private int at;
  private int line;

  void begin(byte[] bytes, int length) {
    body = bytes;
    end = length;
    at = 0;
    line = 1;
  }

  byte[] body() {
    return body;
  }

  int end() {
    return end;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  int lineNumber() {
    return line;
  }

  /// Moves to the first character of the next line that has any.
  ///
  /// @return whether there is one
  boolean nextLine() {
    skipSpace();
    while (at < end && (body[at] == '\n' || body[at] == '\r')) {
      endLine();
      skipSpace();
    }
    return at < end;
  }

  boolean atComment() {
    return body[at] == '#';
  }

  /// Reads a line that begins with `#`.
  ///
  /// @return whether it was `# EOF`
  boolean comment(MetricTypes types) {
    int start = at;
    at++;
    skipSpace();
    int word = at;
    skipLine();
    int stop = Math.min(at, end);
    if (word > start + 1) {
      if (isKeyword(word, "TYPE")) {
        types.declare(text(word + "TYPE ".length(), stop));
      } else if (types.isDescribing() && isKeyword(word, "HELP")) {
        types.help(text(word + "HELP ".length(), stop));
      } else if (types.isDescribing() && isKeyword(word, "UNIT")) {
        types.unit(text(word + "UNIT ".length(), stop));
      }
    }
    return startsWith(start, "# EOF") && text(start, stop).strip().equals("# EOF");
  }

  private boolean isKeyword(int from, String keyword) {
    int blank = from + keyword.length();
    return startsWith(from, keyword) && blank < end && (body[blank] == ' ' || body[blank] == '\t');
  }

  private String text(int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8);
  }

  /// The place behind name and labels: a brace within quotes is none, nor is the end of a line.
  int prefixEnd() throws MalformedExpositionException {
    boolean quoted = false;
    boolean braces = false;
    for (int i = at; i < end && (quoted || body[i] != '\n'); i++) {
      byte c = body[i];
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (braces && c == '"') {
        quoted = true;
      } else if (c == '{') {
        braces = true;
      } else if (c == '}') {
        return i + 1;
      } else if (!braces && (c == ' ' || c == '\t') && !braceFollows(i)) {
        return i;
      }
    }
    throw malformed(braces ? "the labels have no closing brace" : "a sample has no value");
  }

  private boolean braceFollows(int from) {
    int i = from;
    while (i < end && (body[i] == ' ' || body[i] == '\t')) {
      i++;
    }
    return i < end && body[i] == '{';
  }

  void requireValue() throws MalformedExpositionException {
    skipSpace();
    if (atLineEnd()) {
      throw malformed("a sample has no value");
    }
  }

  double value() throws MalformedExpositionException {
    requireValue();
    int start = at;
    long digits = 0;
    while (at < end && isDigit(body[at]) && at - start < LONG_DIGITS) {
      digits = digits * 10 + (body[at] - '0');
      at++;
    }
    int whole = at - start;
    if (whole > 0 && atNumberEnd()) {
      return digits; // most counters are whole numbers
    }
    if (at < end && body[at] == '.' && whole > 0) {
      int point = ++at;
      while (at < end && isDigit(body[at]) && at - start <= EXACT_DIGITS) {
        digits = digits * 10 + (body[at] - '0');
        at++;
      }
      if (whole + at - point <= EXACT_DIGITS && atNumberEnd()) {
        return digits / POWERS_OF_TEN[at - point]; // both exact, so rounded once
      }
    }
    at = start;
    return number("the value");
  }

  /// The timestamp behind a value, NaN if there is none. Behind it only an exemplar may stand.
  double timestamp(boolean openMetrics) throws MalformedExpositionException {
    skipSpace();
    if (atLineEnd() || (openMetrics && body[at] == '#')) {
      return Double.NaN;
    }
    double timestamp = number("the timestamp");
    skipSpace();
    if (!atLineEnd() && !(openMetrics && body[at] == '#')) {
      throw malformed("something follows the timestamp");
    }
    return timestamp;
  }

  private double number(String what) throws MalformedExpositionException {
    int start = at;
    while (!atNumberEnd()) {
      at++;
    }
    OptionalDouble value =
        Numbers.value(new String(body, start, at - start, StandardCharsets.ISO_8859_1));
    if (value.isEmpty()) {
      throw malformed(what + " is no number");
    }
    return value.getAsDouble();
  }

  void skipLine() {
    while (at < end && body[at] != '\n') {
      at++;
    }
    endLine();
  }

  private void endLine() {
    at++;
    line++;
  }

  private void skipSpace() {
    while (at < end && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
  }

  private boolean atLineEnd() {
    return at >= end || body[at] == '\n' || body[at] == '\r';
  }

  private boolean atNumberEnd() {
    return atLineEnd() || body[at] == ' ' || body[at] == '\t';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private boolean startsWith(int from, String text) {
    if (from + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (body[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  MalformedExpositionException malformed(String problem) {
    return new MalformedExpositionException(line, problem);
  }
}
