package dev.nines.slo.exclusion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The exclusions that were entered while the gateway ran: a file of JSON lines that only grows, so
/// that what was known as of any instant can be told for ever. Each line is an exclusion or a
/// withdrawal, and is on the disk when the method that wrote it returns. A last line that a crash
/// cut short was never acknowledged and is dropped.
///
/// Safe between threads.
public final class ExclusionStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Exclusion> byId = new LinkedHashMap<>();

  private ExclusionStore(Path file) {
    this.file = file;
  }

  /// Reads a file, which need not exist yet.
  ///
  /// @throws IOException if it cannot be read or holds something else
  public static ExclusionStore open(Path file) throws IOException {
    var store = new ExclusionStore(file);
    if (Files.exists(file)) {
      store.load();
    }
    return store;
  }

  private void load() throws IOException {
    String text = Files.readString(file);
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        channel.force(true);
      }
    }
    int number = 0;
    for (String line : text.substring(0, whole).lines().toList()) {
      number++;
      try {
        apply(JSON.readTree(line));
      } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
        throw new IOException("%s:%d: no exclusion: %s".formatted(file, number, e.getMessage()), e);
      }
    }
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
    append(encode(exclusion));
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
    append(
        JSON.createObjectNode().put("id", id).put("withdrawnBy", author).put("at", at.toString()));
    Exclusion withdrawn = known.withdrawn(author, at);
    byId.put(id, withdrawn);
    return Optional.of(withdrawn);
  }

  private void append(ObjectNode line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }

  private static ObjectNode encode(Exclusion each) {
    ObjectNode line =
        JSON.createObjectNode()
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
      case Schedule.Recurring(var start, var zone, var duration, String rule) ->
          line.put("start", start.toString())
              .put("timeZone", zone.getId())
              .put("duration", duration.toString())
              .put("rrule", rule);
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
            line.path("rrule").asText())
        : new Schedule.Once(
            Instant.parse(line.path("from").asText()), Instant.parse(line.path("to").asText()));
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
