package dev.nines.collector.gateway;

import dev.nines.collector.gateway.http.BlockingWork;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// `/alerts/acknowledge/{id}`, as it is linked in messages of sinks: a page with a button, and what
/// the button does. A link alone changes nothing, because chat programs follow links.
///
/// @param acknowledge takes the alert's id and who is on it; may wait for a disk
record AcknowledgeRoutes(BiConsumer<String, String> acknowledge, BlockingWork work)
    implements Consumer<Router> {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  @Override
  public void accept(Router router) {
    var route = router.route("/alerts/acknowledge/:id");
    route.method(HttpMethod.GET).method(HttpMethod.POST).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    String id = String.valueOf(context.pathParam("id"));
    if (!ID.matcher(id).matches()) {
      context.fail(404);
    } else if (context.request().method().equals(HttpMethod.GET)) {
      answer(
          context,
          """
          <form method="post"><p>Nobody is told of this alert again until it is over.</p>
          <button>I am on it</button></form>\
          """);
    } else {
      work.run(
              context.vertx(),
              () -> {
                acknowledge.accept(id, "somebody by the page");
                return id;
              })
          .onFailure(context::fail)
          .onSuccess(
              _ -> answer(context, "<p>You are on it. <a href=\"/alerts\">All alerts</a></p>"));
    }
  }

  private static void answer(RoutingContext context, String body) {
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(
            """
            <!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
            <title>Acknowledge - Nines</title><h1>Acknowledge an alert</h1>
            %s
            </html>
            """
                .formatted(body));
  }
}
