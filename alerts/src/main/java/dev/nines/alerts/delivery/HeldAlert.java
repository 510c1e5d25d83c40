package dev.nines.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// An alert as an Alertmanager holds it.
///
/// @param alert without its texts; its end is the one until which it holds
/// @param silences the ids of the silences that cover it
record HeldAlert(Alert alert, List<String> silences) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

  /// Those that fire, of an answer to `GET /api/v2/alerts`; what is not an alert of ours is left
  /// out.
  static List<HeldAlert> firing(String body, Instant now) {
    var alerts = new ArrayList<HeldAlert>();
    for (var node : json(body)) {
      read(node).filter(held -> !held.alert.isResolved(now)).ifPresent(alerts::add);
    }
    return alerts;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return JSON.createArrayNode(); // not an Alertmanager; the loop that posts says so
    }
  }

  private static Optional<HeldAlert> read(JsonNode node) {
    try {
      var silences = new ArrayList<String>();
      node.path("status").path("silencedBy").forEach(id -> silences.add(id.asText()));
      var alert =
          new Alert(
              JSON.convertValue(node.path("labels"), STRINGS),
              new TreeMap<>(),
              Instant.parse(node.path("startsAt").asText()),
              Optional.of(Instant.parse(node.path("endsAt").asText())));
      return Optional.of(new HeldAlert(alert, List.copyOf(silences)));
    } catch (IllegalArgumentException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Who made a silence, of an answer to `GET /api/v2/silence/{id}`, unless he made it before an
  /// instant.
  static Optional<String> madeBy(String body, Instant notBefore) {
    var silence = json(body);
    try {
      return Instant.parse(silence.path("updatedAt").asText()).isBefore(notBefore)
          ? Optional.empty()
          : Optional.of(silence.path("createdBy").asText("unknown"));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
