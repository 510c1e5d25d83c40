package dev.nines.collector.probe;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a JSON text: `$.a.b[0]['c d']`, or as a JSON pointer (RFC 6901) `/a/b/0/c d`.
///
/// @param pointer the place
/// @param end where it ends in the text that it was read from
record JsonPath(JsonPointer pointer, int end) {
  private static final Pattern POINTER = Pattern.compile("/.*?(?=\\s*(?:[!=<>]=|=~|[<>])|$)");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_\\x{80}-\\x{10FFFF}][\\w\\x{80}-\\x{10FFFF}-]*)|\\[(\\d{1,6})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

  /// The path that a text begins with; empty if it begins with none.
  static Optional<JsonPath> beginningOf(String text) {
    Matcher path = POINTER.matcher(text);
    if (path.lookingAt()) {
      return Optional.of(new JsonPath(JsonPointer.compile(path.group()), path.end()));
    }
    if (!text.startsWith("$")) {
      return Optional.empty();
    }
    JsonPointer pointer = JsonPointer.empty();
    Matcher step = STEP.matcher(text);
    int end = 1;
    for (; step.region(end, text.length()).lookingAt(); end = step.end()) {
      pointer =
          step.group(2) == null
              ? pointer.appendProperty(name(step))
              : pointer.appendIndex(Integer.parseInt(step.group(2)));
    }
    return Optional.of(new JsonPath(pointer, end));
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
}
