package dev.nines.collector.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.slo.model.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a job's data says whose it is, for queues that all tenants share.
///
/// @param path names of objects within objects, the last one of the field, for example `tenant`,
///   `id`
public record TenantField(List<String> path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public TenantField {
    path = List.copyOf(path);
  }

  /// Reads names with dots between them, like `tenant.id`.
  ///
  /// @throws IllegalArgumentException if a name is empty
  public static TenantField parse(String text) {
    List<String> names = Arrays.asList(text.split("\\.", -1));
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "'%s' has an empty name; write it like tenantId or tenant.id".formatted(text));
    }
    return new TenantField(names);
  }

  /// Whose a job is; empty if its data do not say so in a way that can be an id.
  ///
  /// @param data the job's data, JSON; null if the job is gone
  Optional<String> of(@Nullable String data) {
    if (data == null) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(data);
      for (String name : path) {
        node = node.path(name);
      }
      return Optional.of(node)
          .filter(each -> each.isValueNode() && !each.isNull())
          .map(JsonNode::asText)
          .filter(TenantId::isValid);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
