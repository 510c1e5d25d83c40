package dev.nines.collector.scrape;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes name and labels of a line apart. Runs once a series, so it may be plain.
final class LabelParser {
  private final String text;
  private final int line;
  private String name = "";
  private int at;

  private LabelParser(String text, int line) {
    this.text = text;
    this.line = line;
  }

  /// A name and its labels, in the order of the body.
  record Parsed(String name, Map<String, String> labels) {}

  static Parsed parse(byte[] body, int from, int to, int line) throws MalformedExpositionException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(body, from, to - from))
              .toString();
      return new LabelParser(text, line).nameAndLabels();
    } catch (CharacterCodingException e) {
      throw new MalformedExpositionException(line, "a label is not UTF-8");
    }
  }

  private Parsed nameAndLabels() throws MalformedExpositionException {
    int brace = text.indexOf('{');
    name = (brace < 0 ? text : text.substring(0, brace)).strip();
    var labels = new LinkedHashMap<String, String>();
    if (!isName(name, true) && (brace < 0 || !name.isEmpty())) {
      throw malformed("'" + shortened(name) + "' is not a metric name");
    }
    if (brace >= 0) {
      at = brace + 1;
      labels(labels);
    }
    if (name.isEmpty()) {
      throw malformed("a sample has no metric name");
    }
    return new Parsed(name, labels);
  }

  /// Commas are not asked for, since Prometheus does not ask for them.
  private void labels(Map<String, String> into) throws MalformedExpositionException {
    skipSpace();
    while (peek() != '}') {
      if (peek() == '"') {
        quotedName(into);
      } else {
        String label = until('=').strip();
        if (!isName(label, false)) {
          throw malformed("'" + shortened(label) + "' is not a label name");
        }
        value(label, into);
      }
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
      }
    }
  }

  /// A name in quotes may have any characters: of a label, or of the metric if nothing is said to
  /// be its value.
  private void quotedName(Map<String, String> into) throws MalformedExpositionException {
    at++;
    String quoted = quoted();
    skipSpace();
    if (quoted.isEmpty()) {
      throw malformed("an empty name");
    }
    if (peek() == '=') {
      at++;
      value(quoted, into);
    } else if (name.isEmpty()) {
      name = quoted;
    } else {
      throw malformed("a second metric name, '" + shortened(quoted) + "'");
    }
  }

  private void value(String label, Map<String, String> into) throws MalformedExpositionException {
    skipSpace();
    if (next() != '"') {
      throw malformed("the value of label " + label + " does not begin with a quote");
    }
    if (into.put(label, quoted()) != null) {
      throw malformed("label " + label + " stands twice");
    }
  }

  /// A name as it stands in a line, without its quotes if it has any.
  static String unquoted(String name) {
    if (!name.startsWith("\"")) {
      return name;
    }
    try {
      return new LabelParser(name.substring(1), 0).quoted();
    } catch (MalformedExpositionException _) {
      return name;
    }
  }

  private String quoted() throws MalformedExpositionException {
    var value = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = next();
      switch (escaped) {
        case 'n' -> value.append('\n');
        case '\\', '"' -> value.append(escaped);
        default -> value.append('\\').append(escaped);
      }
    }
    return value.toString();
  }

  private String until(char end) throws MalformedExpositionException {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw malformed("a label has no value");
    }
    String before = text.substring(at, found);
    at = found + 1;
    return before;
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private char peek() throws MalformedExpositionException {
    if (at >= text.length()) {
      throw malformed("the labels have no closing brace");
    }
    return text.charAt(at);
  }

  private char next() throws MalformedExpositionException {
    char c = peek();
    at++;
    return c;
  }

  private MalformedExpositionException malformed(String problem) {
    return new MalformedExpositionException(line, problem);
  }

  private static boolean isName(String name, boolean colonAllowed) {
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || (colonAllowed && c == ':'));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
