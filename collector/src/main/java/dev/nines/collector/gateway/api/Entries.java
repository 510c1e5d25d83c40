package dev.nines.collector.gateway.api;

import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.slo.yaml.Diagnostic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// What addresses have in common at which something is entered: answers as JSON, and work on
/// threads that may wait for a disk.
final class Entries {
  private Entries() {}

  /// An answer.
  record Answer(int status, JsonObject body) {
    static Answer list(Stream<JsonObject> items) {
      var data = new JsonArray();
      items.forEach(data::add);
      return new Answer(200, new JsonObject().put("data", data));
    }

    static Answer problem(int status, String problem) {
      return new Answer(status, new JsonObject().put("error", problem));
    }

    /// Everything that is wrong with a request.
    static Answer invalid(List<Diagnostic> diagnostics) {
      var problems = new JsonArray();
      diagnostics.forEach(each -> problems.add(each.render()));
      return new Answer(
          400,
          new JsonObject().put("error", "The request cannot be taken.").put("problems", problems));
    }
  }

  static void answer(RoutingContext context, BlockingWork work, Callable<Answer> found) {
    work.run(context.vertx(), found)
        .onFailure(context::fail)
        .onSuccess(
            answer ->
                context
                    .response()
                    .setStatusCode(answer.status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(answer.body.encode() + "\n"));
  }

  /// The body as text; empty if there is none.
  static String text(RoutingContext context) {
    String text = context.body().asString();
    return text == null ? "" : text;
  }
}
