package dev.nines.collector.gateway.api;

import dev.nines.collector.gateway.api.Entries.Answer;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.slo.correction.Change;
import dev.nines.slo.correction.Correction;
import dev.nines.slo.correction.CorrectionReader;
import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.correction.Status;
import dev.nines.slo.yaml.EntryReader;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// `GET` and `POST /api/v1/corrections`: counts of the past that are put right, and their trail.
/// For people of the house; tenants have no such addresses.
///
/// @param store what was entered
public record CorrectionRoutes(CorrectionStore store, BlockingWork work, InstantSource clock)
    implements Consumer<Router> {
  private static final String PATH = "/api/v1/corrections";

  @Override
  public void accept(Router router) {
    router.get(PATH).handler(context -> Entries.answer(context, work, () -> list(context)));
    router
        .post(PATH)
        .handler(
            context -> {
              String text = Entries.text(context);
              Entries.answer(context, work, () -> enter(text));
            });
  }

  private Answer list(RoutingContext context) {
    Optional<String> tenant = Optional.ofNullable(context.request().getParam("tenant"));
    return Answer.list(
        store.all().stream()
            .filter(
                each -> tenant.isEmpty() || each.correction().tenant().value().equals(tenant.get()))
            .map(each -> json(each.correction(), each.status())));
  }

  private Answer enter(String text) throws IOException {
    Instant now = clock.instant();
    var stamp = new EntryReader.Stamp(UUID.randomUUID().toString(), now);
    CorrectionReader.Outcome read = CorrectionReader.request(text, stamp);
    if (read.corrections().size() != 1) {
      return Answer.invalid(read.diagnostics());
    }
    Correction correction = read.corrections().getFirst();
    if (correction.to().isAfter(now)) {
      return Answer.problem(400, "Only what is over can be corrected: 'to' lies in the future.");
    }
    try {
      store.enter(correction);
    } catch (IllegalArgumentException e) {
      return Answer.problem(409, String.valueOf(e.getMessage()));
    }
    return new Answer(202, json(correction, new Status.Waiting()));
  }

  private static JsonObject json(Correction each, Status status) {
    var json =
        new JsonObject()
            .put("id", each.id())
            .put("tenant", each.tenant().value())
            .put("slo", each.slo())
            .put("from", each.from().toString())
            .put("to", each.to().toString());
    switch (each.change()) {
      case Change.Add(Change.Counts counts) -> json.put("add", json(counts));
      case Change.Set(Change.Counts counts) -> json.put("set", json(counts));
      case Change.CountAs(Change.Kind kind) -> json.put("countAs", kind.word());
    }
    json.put("reason", each.reason())
        .put("author", each.author())
        .put("entered", each.enteredAt().toString());
    switch (status) {
      case Status.Waiting() -> json.put("status", "waiting");
      case Status.Begun(long sequence) -> json.put("status", "waiting").put("batch", sequence);
      case Status.Recorded(Instant at, long sequence, int minutes, Change.Counts added) ->
          json.put("status", "recorded")
              .put("recordedAt", at.toString())
              .put("batch", sequence)
              .put("minutes", minutes)
              .put("added", json(added));
      case Status.Refused(Instant at, String reason) ->
          json.put("status", "refused").put("refusedAt", at.toString()).put("why", reason);
    }
    return json;
  }

  private static JsonObject json(Change.Counts counts) {
    return new JsonObject()
        .put("good", counts.good())
        .put("bad", counts.bad())
        .put("doubtful", counts.doubtful());
  }
}
