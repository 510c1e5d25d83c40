package dev.nines.collector.probe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that must be true of a JSON body, for example `$.status == "ok"`.
///
/// @param text as it was written
/// @param pointer the place
/// @param mustEqual whether the value there must equal `value`, or must not
/// @param value a JSON value
public record JsonAssertion(String text, JsonPointer pointer, boolean mustEqual, JsonNode value) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Two different values of one name: whichever we took, the client may take the other.
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final Pattern POINTER = Pattern.compile("/.*?(?=\\s*[!=]=)");
  private static final Pattern COMPARISON = Pattern.compile("\\s*(==|!=)(.+)");
  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z_][\\w-]*)|\\[(\\d{1,6})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

  /// Reads a path (`$.a.b[0]['c d']`, or a JSON pointer `/a/b/0/c d`), `==` or `!=`, and a JSON
  /// value.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static JsonAssertion parse(String text) {
    String trimmed = text.strip();
    Matcher path = POINTER.matcher(trimmed);
    JsonPointer pointer = JsonPointer.empty();
    int end;
    if (path.lookingAt()) {
      pointer = JsonPointer.compile(path.group());
      end = path.end();
    } else if (trimmed.startsWith("$")) {
      Matcher step = STEP.matcher(trimmed);
      for (end = 1; step.region(end, trimmed.length()).lookingAt(); end = step.end()) {
        pointer = append(pointer, step);
      }
    } else {
      throw invalid(text);
    }
    Matcher comparison = COMPARISON.matcher(trimmed).region(end, trimmed.length());
    if (!comparison.matches()) {
      throw invalid(text);
    }
    boolean mustEqual = comparison.group(1).equals("==");
    return new JsonAssertion(text, pointer, mustEqual, value(comparison.group(2), text));
  }

  private static JsonPointer append(JsonPointer pointer, Matcher step) {
    return step.group(2) == null
        ? pointer.appendProperty(name(step))
        : pointer.appendIndex(Integer.parseInt(step.group(2)));
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
    return !found.isMissingNode() && equal(found, value) == mustEqual;
  }

  private static boolean equal(JsonNode found, JsonNode expected) {
    boolean numbers = found.isNumber() && expected.isNumber();
    return numbers
        ? found.decimalValue().compareTo(expected.decimalValue()) == 0
        : found.equals(expected);
  }

  private static String name(Matcher step) {
    for (int group : new int[] {1, 3, 4}) {
      String name = step.group(group);
      if (name != null) {
        return name;
      }
    }
    throw new IllegalStateException("a step without a name");
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
