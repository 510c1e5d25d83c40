package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Runbooks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/// `/runbooks/{alertname}`: what to do about an alert, as it is linked in the page.
final class RunbookRoutes implements Consumer<Router> {

  @Override
  public void accept(Router router) {
    router.get("/runbooks/:alertname").handler(RunbookRoutes::show);
  }

  private static void show(RoutingContext context) {
    Optional<String> text = Runbooks.read(String.valueOf(context.pathParam("alertname")));
    context
        .response()
        .setStatusCode(text.isPresent() ? 200 : 404)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(text.orElse("There is no runbook of this name.\n"));
  }
}
