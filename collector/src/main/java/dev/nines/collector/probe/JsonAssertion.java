package dev.nines.collector.probe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that must be true of a JSON body, for example `$.status == "ok"`, `$.queue.depth <
/// 100` or `$.version =~ "^2\\."`.
///
/// @param text as it was written
/// @param pointer the place
/// @param comparison how the value there is compared with `value`
/// @param value a JSON value; of `=~` a text that is a regular expression
public record JsonAssertion(
    String text, JsonPointer pointer, Comparison comparison, JsonNode value) {
  /// How a value of the body is compared with the expected one.
  public enum Comparison {
    /// The same value; 1 and 1.0 are the same.
    EQUAL("=="),
    /// Another value.
    NOT_EQUAL("!="),
    /// A number that is less or the same.
    AT_MOST("<="),
    /// A number that is more or the same.
    AT_LEAST(">="),
    /// A number that is less.
    LESS("<"),
    /// A number that is more.
    MORE(">"),
    /// A text in which a regular expression (RE2) is found.
    MATCHES("=~");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private static Comparison of(String sign) {
      return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst().orElseThrow();
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A double has no room for 1e400.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Two different values of one name: whichever we took, the client may take the other.
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final Pattern COMPARISON = Pattern.compile("\\s*(==|!=|<=|>=|=~|<|>)(.+)");

  /// Reads a path (`$.a.b[0]['c d']`, or a JSON pointer `/a/b/0/c d`), a comparison (`==`, `!=`,
  /// `<`, `<=`, `>`, `>=`, `=~`), and a JSON value.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static JsonAssertion parse(String text) {
    String trimmed = text.strip();
    JsonPath path = JsonPath.beginningOf(trimmed).orElseThrow(() -> invalid(text));
    Matcher comparison = COMPARISON.matcher(trimmed).region(path.end(), trimmed.length());
    if (!comparison.matches()) {
      throw invalid(text);
    }
    Comparison kind = Comparison.of(comparison.group(1));
    JsonNode value = value(comparison.group(2), text);
    if (!fits(kind, value)) {
      throw invalid(text);
    }
    return new JsonAssertion(text, path.pointer(), kind, value);
  }

  private static JsonNode value(String json, String text) {
    try {
      JsonNode value = JSON.readTree(json);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JsonProcessingException _) {
      // said below
    }
    throw invalid(text);
  }

  /// Reads a body; more than one value, or a name twice in one object, is not JSON here.
  ///
  /// @throws IOException if it is not JSON
  static JsonNode readBody(byte[] body) throws IOException {
    JsonNode value = JSON.readTree(body);
    if (value.isMissingNode()) {
      throw new IOException("an empty body");
    }
    return value;
  }

  /// Whether it is true. Of a value that is not there nothing is true.
  boolean holds(JsonNode body) {
    JsonNode found = body.at(pointer);
    return !found.isMissingNode()
        && switch (comparison) {
          case EQUAL -> equal(found, value);
          case NOT_EQUAL -> !equal(found, value);
          case AT_MOST -> found.isNumber() && order(found) <= 0;
          case AT_LEAST -> found.isNumber() && order(found) >= 0;
          case LESS -> found.isNumber() && order(found) < 0;
          case MORE -> found.isNumber() && order(found) > 0;
          case MATCHES ->
              found.isTextual()
                  && com.google.re2j.Pattern.compile(value.textValue())
                      .matcher(found.textValue())
                      .find();
        };
  }

  private int order(JsonNode found) {
    return found.decimalValue().compareTo(value.decimalValue());
  }

  private static boolean fits(Comparison comparison, JsonNode value) {
    return switch (comparison) {
      case EQUAL, NOT_EQUAL -> true;
      case AT_MOST, AT_LEAST, LESS, MORE -> value.isNumber();
      case MATCHES -> value.isTextual() && isExpression(value.textValue());
    };
  }

  private static boolean isExpression(String text) {
    try {
      com.google.re2j.Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean equal(JsonNode found, JsonNode expected) {
    boolean numbers = found.isNumber() && expected.isNumber();
    return numbers
        ? found.decimalValue().compareTo(expected.decimalValue()) == 0
        : found.equals(expected);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'%s' is no JSON assertion, expected for example $.status == \"ok\" or /checks/0/up == true"
            .formatted(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
