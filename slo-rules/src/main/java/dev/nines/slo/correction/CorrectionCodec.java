package dev.nines.slo.correction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nines.slo.lines.JsonLines;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.Locale;

/// The lines of the store.
final class CorrectionCodec {
  private CorrectionCodec() {}

  static ObjectNode encode(Correction each) {
    ObjectNode line =
        JsonLines.line()
            .put("id", each.id())
            .put("tenant", each.tenant().value())
            .put("slo", each.slo())
            .put("from", each.from().toString())
            .put("to", each.to().toString())
            .put("reason", each.reason())
            .put("author", each.author())
            .put("entered", each.enteredAt().toString());
    switch (each.change()) {
      case Change.Add(Change.Counts counts) -> line.set("add", encode(counts));
      case Change.Set(Change.Counts counts) -> line.set("set", encode(counts));
      case Change.CountAs(Change.Kind kind) -> line.put("countAs", kind.word());
    }
    return line;
  }

  private static ObjectNode encode(Change.Counts counts) {
    return JsonLines.line()
        .put("good", counts.good())
        .put("bad", counts.bad())
        .put("doubtful", counts.doubtful());
  }

  static ObjectNode encode(String id, Status status) {
    ObjectNode line = JsonLines.line().put("id", id);
    switch (status) {
      case Status.Waiting() -> line.put("status", "waiting");
      case Status.Begun(long sequence) -> line.put("status", "begun").put("sequence", sequence);
      case Status.Recorded(Instant at, long sequence, int minutes, Change.Counts added) ->
          line.put("status", "recorded")
              .put("at", at.toString())
              .put("sequence", sequence)
              .put("minutes", minutes)
              .set("added", encode(added));
      case Status.Refused(Instant at, String reason) ->
          line.put("status", "refused").put("at", at.toString()).put("why", reason);
    }
    return line;
  }

  static Correction decode(JsonNode line) {
    return new Correction(
        line.path("id").asText(),
        new TenantId(line.path("tenant").asText()),
        line.path("slo").asText(),
        Instant.parse(line.path("from").asText()),
        Instant.parse(line.path("to").asText()),
        change(line),
        line.path("reason").asText(),
        line.path("author").asText(),
        Instant.parse(line.path("entered").asText()));
  }

  private static Change change(JsonNode line) {
    if (line.has("add")) {
      return new Change.Add(counts(line.path("add")));
    }
    if (line.has("set")) {
      return new Change.Set(counts(line.path("set")));
    }
    String kind = line.path("countAs").asText();
    return new Change.CountAs(Change.Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
  }

  private static Change.Counts counts(JsonNode counts) {
    return new Change.Counts(
        counts.path("good").asLong(),
        counts.path("bad").asLong(),
        counts.path("doubtful").asLong());
  }

  static Status decodeStatus(JsonNode line) {
    String status = line.path("status").asText();
    return switch (status) {
      case "waiting" -> new Status.Waiting();
      case "begun" -> new Status.Begun(line.path("sequence").asLong());
      case "recorded" ->
          new Status.Recorded(
              Instant.parse(line.path("at").asText()),
              line.path("sequence").asLong(),
              line.path("minutes").asInt(),
              counts(line.path("added")));
      case "refused" ->
          new Status.Refused(Instant.parse(line.path("at").asText()), line.path("why").asText());
      default -> throw new IllegalArgumentException("'%s' is no status".formatted(status));
    };
  }
}
