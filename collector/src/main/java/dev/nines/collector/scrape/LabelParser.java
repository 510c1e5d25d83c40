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
    String name = (brace < 0 ? text : text.substring(0, brace)).strip();
    if (!isName(name, true)) {
      throw malformed("'" + shortened(name) + "' is not a metric name");
    }
    var labels = new LinkedHashMap<String, String>();
    if (brace >= 0) {
      at = brace + 1;
      labels(labels);
    }
    return new Parsed(name, labels);
  }

  private void labels(Map<String, String> into) throws MalformedExpositionException {
    skipSpace();
    while (peek() != '}') {
      String name = until('=').strip();
      if (!isName(name, false)) {
        throw malformed("'" + shortened(name) + "' is not a label name");
      }
      skipSpace();
      if (next() != '"') {
        throw malformed("the value of label " + name + " does not begin with a quote");
      }
      if (into.put(name, quoted()) != null) {
        throw malformed("label " + name + " stands twice");
      }
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
      } else if (peek() != '}') {
        throw malformed("label " + name + " is followed by neither comma nor brace");
      }
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
