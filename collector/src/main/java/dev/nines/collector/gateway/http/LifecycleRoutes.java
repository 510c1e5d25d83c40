package dev.nines.collector.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `/-/healthy`, `/-/ready` and `POST /-/reload`, as in the Prometheus family.
///
/// @param notReady why the gateway is not ready yet, in sentences; empty when it is
/// @param reload reads the configuration again and returns what is wrong with it, empty if it was
///   taken over
public record LifecycleRoutes(
    Supplier<List<String>> notReady, Callable<List<String>> reload, BlockingWork work)
    implements Consumer<Router> {

  @Override
  public void accept(Router router) {
    router.get("/-/healthy").handler(context -> answer(context, 200, "Nines is healthy."));
    router.get("/-/ready").handler(this::ready);
    router.route("/-/reload").method(HttpMethod.POST).method(HttpMethod.PUT).handler(this::reload);
  }

  private void ready(RoutingContext context) {
    List<String> reasons = notReady.get();
    if (reasons.isEmpty()) {
      answer(context, 200, "Nines is ready.");
    } else {
      answer(context, 503, "Nines is not ready: " + String.join("; ", reasons));
    }
  }

  private void reload(RoutingContext context) {
    work.run(context.vertx(), reload)
        .onFailure(context::fail)
        .onSuccess(
            problems -> {
              if (problems.isEmpty()) {
                answer(context, 200, "The configuration was reloaded.");
              } else {
                answer(
                    context,
                    400,
                    "The configuration was not reloaded, the last good one stays:\n"
                        + String.join("\n", problems));
              }
            });
  }

  private static void answer(RoutingContext context, int status, String text) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(text + "\n");
  }
}
