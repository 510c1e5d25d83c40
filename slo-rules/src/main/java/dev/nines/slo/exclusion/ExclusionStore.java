package dev.nines.slo.exclusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nines.slo.lines.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The exclusions that were entered while the gateway ran, and their withdrawals: a line of
/// [JsonLines] each, on the disk when the method that wrote it returns.
///
/// Safe between threads.
public final class ExclusionStore {
  private final JsonLines lines;
  private final Map<String, Exclusion> byId = new LinkedHashMap<>();

  private ExclusionStore(Path file) throws IOException {
    this.lines = JsonLines.open(file, this::apply);
  }

  /// Reads a file, which need not exist yet.
  ///
  /// @throws IOException if it cannot be read or holds something else
  public static ExclusionStore open(Path file) throws IOException {
    return new ExclusionStore(file);
  }

  private void apply(JsonNode line) {
    String id = line.path("id").asText();
    Exclusion known = byId.get(id);
    if (line.has("withdrawnBy") && known != null) {
      Instant at = Instant.parse(line.path("at").asText());
      byId.put(id, known.withdrawn(line.path("withdrawnBy").asText(), at));
    } else {
      byId.put(id, decode(line));
    }
  }

  /// All that was entered.
  public synchronized Exclusions exclusions() {
    return new Exclusions(new ArrayList<>(byId.values()));
  }

  /// Enters an exclusion.
  ///
  /// @throws IllegalArgumentException if there is one of that id
  /// @throws IOException if the disk does not take it; then it is not entered
  public synchronized void enter(Exclusion exclusion) throws IOException {
    if (byId.containsKey(exclusion.id())) {
      throw new IllegalArgumentException(
          "there is an exclusion '%s' already".formatted(exclusion.id()));
    }
    lines.append(encode(exclusion));
    byId.put(exclusion.id(), exclusion);
  }

  /// Takes an exclusion back. What was reported as of an earlier instant stays as it was.
  ///
  /// @return empty if there is none of that id, or it was withdrawn before
  /// @throws IOException if the disk does not take it; then it is not withdrawn
  public synchronized Optional<Exclusion> withdraw(String id, String author, Instant at)
      throws IOException {
    Exclusion known = byId.get(id);
    if (known == null || known.withdrawal().isPresent()) {
      return Optional.empty();
    }
    lines.append(
        JsonLines.line().put("id", id).put("withdrawnBy", author).put("at", at.toString()));
    Exclusion withdrawn = known.withdrawn(author, at);
    byId.put(id, withdrawn);
    return Optional.of(withdrawn);
  }

  private static ObjectNode encode(Exclusion each) {
    ObjectNode line =
        JsonLines.line()
            .put("id", each.id())
            .put("class", each.exclusionClass())
            .put("reason", each.reason())
            .put("author", each.author())
            .put("entered", each.enteredAt().toString());
    each.tenants().forEach(line.putArray("tenants")::add);
    each.slos().forEach(line.putArray("slos")::add);
    switch (each.schedule()) {
      case Schedule.Once(Instant from, Instant to) ->
          line.put("from", from.toString()).put("to", to.toString());
      case Schedule.Recurring(var start, var zone, var duration, String rule, var except) -> {
        line.put("start", start.toString())
            .put("timeZone", zone.getId())
            .put("duration", duration.toString())
            .put("rrule", rule);
        except.forEach(day -> line.withArray("except").add(day.toString()));
      }
    }
    return line;
  }

  private static Exclusion decode(JsonNode line) {
    return new Exclusion(
        line.path("id").asText(),
        line.path("class").asText(),
        line.path("reason").asText(),
        line.path("author").asText(),
        Instant.parse(line.path("entered").asText()),
        Optional.empty(),
        texts(line.path("tenants")),
        texts(line.path("slos")),
        schedule(line));
  }

  private static Schedule schedule(JsonNode line) {
    return line.has("rrule")
        ? new Schedule.Recurring(
            LocalDateTime.parse(line.path("start").asText()),
            ZoneId.of(line.path("timeZone").asText()),
            Duration.parse(line.path("duration").asText()),
            line.path("rrule").asText(),
            texts(line.path("except")).stream().map(LocalDate::parse).toList())
        : new Schedule.Once(
            Instant.parse(line.path("from").asText()), Instant.parse(line.path("to").asText()));
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
