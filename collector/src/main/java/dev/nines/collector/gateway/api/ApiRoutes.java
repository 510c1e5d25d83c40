package dev.nines.collector.gateway.api;

import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.dashboards.console.AlertLine;
import dev.nines.dashboards.console.ConsoleFeed;
import dev.nines.dashboards.console.TenantStatus;
import dev.nines.slo.model.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// `GET /api/v1/tenants`, `/api/v1/tenants/{id}`, `/api/v1/slos` and `/api/v1/alerts`, as JSON.
///
/// Every answer is an object; lists stand in `data`, with `evaluatedAt` beside them. `?tenant=`
/// narrows the lists to one tenant.
///
/// @param feed what may be seen: everything, or one tenant
public record ApiRoutes(ConsoleFeed feed, BlockingWork work) implements Consumer<Router> {

  @Override
  public void accept(Router router) {
    router.get("/api/v1/tenants").handler(context -> answer(context, () -> tenants(context)));
    router.get("/api/v1/tenants/:tenant").handler(this::tenant);
    router.get("/api/v1/slos").handler(context -> answer(context, () -> slos(context)));
    router.get("/api/v1/alerts").handler(context -> answer(context, () -> alerts(context)));
    router.route("/api/*").handler(ApiRoutes::notFound);
  }

  private JsonObject tenants(RoutingContext context) {
    return list(asked(context).map(ApiJson::tenant));
  }

  private JsonObject slos(RoutingContext context) {
    return list(
        asked(context)
            .flatMap(status -> status.slos().stream().map(slo -> ApiJson.slo(slo.verdict()))));
  }

  private JsonObject alerts(RoutingContext context) {
    Optional<String> tenant = tenantParam(context);
    return list(
        feed.alerts().stream()
            .filter(alert -> tenant.isEmpty() || isOf(alert, tenant.get()))
            .map(ApiJson::alert));
  }

  private static boolean isOf(AlertLine alert, String tenant) {
    return alert.label("tenant").equals(tenant);
  }

  private Stream<TenantStatus> asked(RoutingContext context) {
    Optional<String> tenant = tenantParam(context);
    return feed.fleet().tenants().stream()
        .filter(each -> tenant.isEmpty() || each.tenant().id().value().equals(tenant.get()));
  }

  private static Optional<String> tenantParam(RoutingContext context) {
    return Optional.ofNullable(context.request().getParam("tenant"));
  }

  private void tenant(RoutingContext context) {
    String id = String.valueOf(context.pathParam("tenant"));
    work.run(context.vertx(), () -> status(id))
        .onFailure(context::fail)
        .onSuccess(
            status ->
                status.ifPresentOrElse(
                    each -> send(context, 200, ApiJson.tenantWithSlos(each)),
                    () -> notFound(context)));
  }

  private Optional<TenantStatus> status(String id) {
    return TenantId.isValid(id) ? feed.fleet().tenant(new TenantId(id)) : Optional.empty();
  }

  private JsonObject list(Stream<JsonObject> items) {
    var data = new JsonArray();
    items.forEach(data::add);
    return new JsonObject().put("evaluatedAt", feed.fleet().at().toString()).put("data", data);
  }

  private void answer(RoutingContext context, Callable<JsonObject> body) {
    work.run(context.vertx(), body)
        .onFailure(context::fail)
        .onSuccess(json -> send(context, 200, json));
  }

  private static void notFound(RoutingContext context) {
    send(context, 404, new JsonObject().put("error", "There is nothing of this name."));
  }

  private static void send(RoutingContext context, int status, JsonObject json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(json.encode() + "\n");
  }
}
