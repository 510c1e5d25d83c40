package dev.nines.collector.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// What was deployed when: the last ones, newest first. Kept in a file. Safe between threads.
public final class DeployBook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 500;
  private static final int LONGEST = 200;

  /// A deploy.
  ///
  /// @param service what was deployed; empty for everything
  /// @param version in the words of whoever did it
  /// @param at when
  public record Deploy(String service, String version, Instant at) {}

  private final Recent<Deploy> deploys;

  /// Reads what is known; a line that cannot be read is left out.
  public DeployBook(Path file) {
    deploys =
        new Recent<>("deploys", file, KEPT, line -> parse(line, Instant.EPOCH), DeployBook::json);
  }

  /// Reads a deploy: JSON with `version`, and if wanted `service` and `at` (RFC 3339).
  ///
  /// @throws IllegalArgumentException with a sentence that names the field and what helps
  public static Deploy parse(String json, Instant now) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(
          "the body is not an object: send one like {\"service\": \"api\", \"version\":"
              + " \"1.4.2\"}");
    }
    String version = text(node, "version");
    if (version.isBlank()) {
      throw new IllegalArgumentException("version: is missing, say what was deployed");
    }
    String at = text(node, "at");
    try {
      return new Deploy(text(node, "service"), version, at.isEmpty() ? now : Instant.parse(at));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "at: is not a time, write it like 2026-03-02T10:00:00Z", e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual() || value.textValue().length() > LONGEST) {
      throw new IllegalArgumentException(
          field + ": must be a text of at most %d characters".formatted(LONGEST));
    }
    return value.textValue().strip();
  }

  /// Notes a deploy.
  public void add(Deploy deploy) {
    deploys.add(deploy, _ -> false);
  }

  /// The deploys that are known, newest first.
  public List<Deploy> all() {
    return deploys.all();
  }

  /// The last deploy of a service, or of everything.
  public Optional<Deploy> last(String service) {
    return deploys.all().stream()
        .filter(deploy -> deploy.service().isEmpty() || deploy.service().equals(service))
        .findFirst();
  }

  /// A deploy as it is sent and kept.
  public static String json(Deploy deploy) {
    return JSON.createObjectNode()
        .put("service", deploy.service())
        .put("version", deploy.version())
        .put("at", deploy.at().toString())
        .toString();
  }
}
