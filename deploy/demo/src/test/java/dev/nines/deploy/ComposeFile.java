package dev.nines.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// `deploy/compose.yaml` as a tree, with the merge keys (`<<`) of YAML 1.1 resolved, which compose
/// knows and YAML 1.2 does not.
final class ComposeFile {

  /// Seen from the module, where Maven runs the tests.
  static final Path DEPLOY = Path.of("..");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ComposeFile() {}

  static JsonNode read() throws IOException {
    return tree(Files.readString(DEPLOY.resolve("compose.yaml")));
  }

  static JsonNode tree(String yaml) {
    return JSON.valueToTree(merged(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  static Stream<Map.Entry<String, JsonNode>> services() throws IOException {
    return read().get("services").properties().stream();
  }

  private static Object merged(Object value) {
    return switch (value) {
      case Map<?, ?> map -> merged(map);
      case List<?> list -> list.stream().map(ComposeFile::merged).toList();
      case null -> Map.of();
      default -> value;
    };
  }

  private static Map<Object, Object> merged(Map<?, ?> map) {
    var result = new LinkedHashMap<Object, Object>();
    if (map.get("<<") instanceof Map<?, ?> base) {
      result.putAll(merged(base));
    }
    map.forEach(
        (key, value) -> {
          if (!"<<".equals(key)) {
            result.put(key, merged(value));
          }
        });
    return result;
  }
}
