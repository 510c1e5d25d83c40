package dev.nines.collector.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What must be true of a body. With nothing expected the body is not looked at.
///
/// @param json must be true of the JSON in it
/// @param matching must be found in its text (UTF-8); RE2, so that no body can make the search slow
/// @param notMatching must not be found in its text
/// @param minBytes the least size
/// @param maxBytes the greatest size
public record BodyExpectation(
    List<JsonAssertion> json,
    List<Pattern> matching,
    List<Pattern> notMatching,
    Optional<Long> minBytes,
    Optional<Long> maxBytes) {
  /// Any body will do.
  public static final BodyExpectation ANY =
      new BodyExpectation(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

  public BodyExpectation {
    json = List.copyOf(json);
    matching = List.copyOf(matching);
    notMatching = List.copyOf(notMatching);
  }

  /// Assertions on JSON alone.
  public static BodyExpectation ofJson(List<JsonAssertion> json) {
    return new BodyExpectation(json, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /// What is not as expected, without repeating what the target said; empty if nothing.
  Optional<String> broken(byte[] body, boolean cut) {
    if (cut && !isAny()) {
      return Optional.of("a body of more than %d bytes".formatted(body.length));
    }
    return brokenSize(body.length).or(() -> brokenText(body)).or(() -> brokenJson(body));
  }

  private boolean isAny() {
    return equals(ANY);
  }

  private Optional<String> brokenSize(int bytes) {
    if (minBytes.filter(min -> bytes < min).isPresent()) {
      return Optional.of("a body of only %d bytes".formatted(bytes));
    }
    return maxBytes
        .filter(max -> bytes > max)
        .map(_ -> "a body of %d bytes, more than allowed".formatted(bytes));
  }

  private Optional<String> brokenText(byte[] body) {
    if (matching.isEmpty() && notMatching.isEmpty()) {
      return Optional.empty();
    }
    var text = new String(body, StandardCharsets.UTF_8);
    return matching.stream()
        .filter(pattern -> !pattern.matcher(text).find())
        .findFirst()
        .map(missing -> "not found in the body: " + missing.pattern())
        .or(
            () ->
                notMatching.stream()
                    .filter(pattern -> pattern.matcher(text).find())
                    .findFirst()
                    .map(found -> "found in the body: " + found.pattern()));
  }

  private Optional<String> brokenJson(byte[] body) {
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode root = JsonAssertion.readBody(body);
      return json.stream()
          .filter(assertion -> !assertion.holds(root))
          .findFirst()
          .map(broken -> "not true: " + broken.text());
    } catch (IOException _) {
      return Optional.of("a body that is not JSON");
    }
  }
}
