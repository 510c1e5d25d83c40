package dev.nines.collector.gateway.api;

import dev.nines.collector.gateway.api.Entries.Answer;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.slo.exclusion.Exclusion;
import dev.nines.slo.exclusion.ExclusionReader;
import dev.nines.slo.exclusion.ExclusionStore;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.exclusion.Schedule;
import dev.nines.slo.yaml.EntryReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `GET` and `POST /api/v1/exclusions`, and `DELETE /api/v1/exclusions/{id}?author=`: minutes that
/// do not count. For people of the house; tenants have no such addresses.
///
/// @param all of the file and the store, the withdrawn ones included
/// @param store where they are entered and withdrawn
public record ExclusionRoutes(
    Supplier<Exclusions> all, ExclusionStore store, BlockingWork work, InstantSource clock)
    implements Consumer<Router> {
  private static final String PATH = "/api/v1/exclusions";

  @Override
  public void accept(Router router) {
    router.get(PATH).handler(context -> Entries.answer(context, work, this::list));
    router
        .post(PATH)
        .handler(
            context -> {
              String text = Entries.text(context);
              Entries.answer(context, work, () -> enter(text));
            });
    router.delete(PATH + "/:id").handler(this::withdraw);
  }

  private Answer list() {
    return Answer.list(all.get().all().stream().map(ExclusionRoutes::json));
  }

  private Answer enter(String text) throws IOException {
    var stamp = new EntryReader.Stamp(UUID.randomUUID().toString(), clock.instant());
    ExclusionReader.Outcome read = ExclusionReader.request(text, stamp);
    if (read.exclusions().all().size() != 1 || !read.diagnostics().isEmpty()) {
      return Answer.invalid(read.diagnostics());
    }
    Exclusion exclusion = read.exclusions().all().getFirst();
    if (all.get().find(exclusion.id()).isPresent()) {
      return Answer.problem(409, "There is an exclusion of this id already.");
    }
    store.enter(exclusion);
    return new Answer(201, json(exclusion));
  }

  private void withdraw(RoutingContext context) {
    String id = String.valueOf(context.pathParam("id"));
    Optional<String> author = Optional.ofNullable(context.request().getParam("author"));
    Entries.answer(context, work, () -> withdraw(id, author));
  }

  private Answer withdraw(String id, Optional<String> author) throws IOException {
    if (author.filter(name -> !name.isBlank()).isEmpty()) {
      return Answer.problem(400, "Say who withdraws it: ?author=");
    }
    return store
        .withdraw(id, author.get(), clock.instant())
        .map(withdrawn -> new Answer(200, json(withdrawn)))
        .orElseGet(
            () -> Answer.problem(404, "No exclusion of this id was entered here and still holds."));
  }

  private static JsonObject json(Exclusion each) {
    var json =
        new JsonObject()
            .put("id", each.id())
            .put("class", each.exclusionClass())
            .put("reason", each.reason())
            .put("author", each.author())
            .put("entered", each.enteredAt().toString());
    if (!each.tenants().isEmpty()) {
      json.put("tenants", new JsonArray(each.tenants()));
    }
    if (!each.slos().isEmpty()) {
      json.put("slos", new JsonArray(each.slos()));
    }
    switch (each.schedule()) {
      case Schedule.Once(var from, var to) ->
          json.put("from", from.toString()).put("to", to.toString());
      case Schedule.Recurring(var start, var zone, var duration, String rule, var except) -> {
        json.put("start", start.toString())
            .put("timeZone", zone.getId())
            .put("durationSeconds", duration.toSeconds())
            .put("rrule", rule);
        if (!except.isEmpty()) {
          json.put("except", new JsonArray(except.stream().map(LocalDate::toString).toList()));
        }
      }
    }
    each.withdrawal()
        .ifPresent(
            by -> json.put("withdrawnBy", by.author()).put("withdrawnAt", by.at().toString()));
    return json;
  }
}
