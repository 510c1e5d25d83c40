package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.collector.gateway.http.BlockingWork;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `/alerts/acknowledge/{id}`, as it is linked in messages of sinks: a page with a button, and what
/// the button does (`POST`, with `who` if it is told). A link alone changes nothing, because chat
/// programs follow links.
///
/// @param firing the alerts that fire
/// @param acknowledge takes the alert's id and who is on it; may wait for a disk
record AcknowledgeRoutes(
    Supplier<List<Alert>> firing, BiConsumer<String, String> acknowledge, BlockingWork work)
    implements Consumer<Router> {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final String PATH = "/alerts/acknowledge/:id";
  private static final String NOBODY_KNOWN = "somebody by the page";
  private static final int LARGEST_BODY = 2_000;
  private static final int LONGEST_NAME = 80;

  @Override
  public void accept(Router router) {
    router.get(PATH).handler(this::ask);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(this::note);
  }

  private void ask(RoutingContext context) {
    id(context)
        .ifPresent(
            id ->
                answer(
                    context,
                    """
                    <p>%s</p>
                    <form method="post"><p>Nobody is told of this alert again until it is over.</p>
                    <p><label>Who are you? <input name="who" maxlength="%d" autocomplete="name"></label></p>
                    <button>I am on it</button></form>\
                    """
                        .formatted(about(id), LONGEST_NAME)));
  }

  private String about(String id) {
    return firing.get().stream()
        .filter(alert -> alert.id().equals(id))
        .findFirst()
        .map(alert -> escaped(alert.annotations().getOrDefault("summary", alert.name())))
        .orElse("This alert is over.");
  }

  private void note(RoutingContext context) {
    id(context)
        .ifPresent(
            id ->
                work.run(
                        context.vertx(),
                        () -> {
                          acknowledge.accept(id, who(context));
                          return id;
                        })
                    .onFailure(context::fail)
                    .onSuccess(
                        _ ->
                            answer(
                                context,
                                "<p>You are on it. <a href=\"/alerts\">All alerts</a></p>")));
  }

  private static Optional<String> id(RoutingContext context) {
    var id =
        Optional.ofNullable(context.pathParam("id")).filter(each -> ID.matcher(each).matches());
    if (id.isEmpty()) {
      context.fail(404);
    }
    return id;
  }

  private static String who(RoutingContext context) {
    return Optional.ofNullable(context.request().getFormAttribute("who"))
        .map(String::strip)
        .filter(who -> !who.isEmpty())
        .map(who -> who.substring(0, Math.min(LONGEST_NAME, who.length())))
        .orElse(NOBODY_KNOWN);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
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
