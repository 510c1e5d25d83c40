package dev.nines.demo.saas;

import dev.nines.slo.model.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The faults over HTTP, on a port of its own that stays open when the API is down: `GET /faults`,
/// `POST /faults/{name}?tenant=…&on=true|false`.
///
/// Without authentication, so it belongs on the loopback interface; and a web page that happens to
/// be open in a browser on the same machine cannot use it.
final class FaultsApi implements AutoCloseable {

  private static final int SECONDS_TO_OPEN = 10;

  private final Vertx vertx;
  private final Faults faults;
  private final HttpServer server;

  FaultsApi(Vertx vertx, String host, int port, Faults faults) {
    this.vertx = vertx;
    this.faults = faults;
    this.server = vertx.createHttpServer().requestHandler(router());
    Waiting.on(server.listen(port, host), SECONDS_TO_OPEN);
  }

  @Override
  public void close() {
    Waiting.on(server.close(), SECONDS_TO_OPEN);
  }

  private Router router() {
    var router = Router.router(vertx);
    router.route().handler(FaultsApi::refuseOtherSites);
    router.get("/faults").handler(this::list);
    router.post("/faults/:name").handler(this::set);
    return router;
  }

  /// A browser names the page's origin with every request to another site that could change
  /// something; curl names none.
  private static void refuseOtherSites(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.getHeader("Origin") == null) {
      context.next();
    } else {
      fail(context, 403, "Web pages may not set faults; use curl or the console");
    }
  }

  private void list(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .end(json(faults.list()).encodePrettily() + "\n");
  }

  private void set(RoutingContext context) {
    Optional<Fault> fault = Optional.ofNullable(context.pathParam("name")).flatMap(Fault::of);
    String on = context.request().getParam("on", "true");
    String tenant = context.request().getParam("tenant", "");
    if (fault.isEmpty()) {
      fail(context, 404, "No such fault. Faults: " + names());
    } else if (!on.equals("true") && !on.equals("false")) {
      fail(context, 400, "on is 'true' or 'false'");
    } else if (!tenant.isEmpty() && !TenantId.isValid(tenant)) {
      fail(context, 400, "No tenant has such a name. Tenants: " + faults.tenants());
    } else {
      Optional<TenantId> whose =
          tenant.isEmpty() ? Optional.empty() : Optional.of(new TenantId(tenant));
      Callable<Optional<Failure>> work = () -> attempt(fault.get(), whose, on.equals("true"));
      vertx
          .executeBlocking(work)
          .onSuccess(
              failure ->
                  failure.ifPresentOrElse(
                      f -> fail(context, f.status, f.message), () -> list(context)))
          .onFailure(e -> fail(context, 500, "The fault was not set: " + e.getMessage()));
    }
  }

  private Optional<Failure> attempt(Fault fault, Optional<TenantId> tenant, boolean on) {
    try {
      faults.set(fault, tenant, on);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Failure(400, String.valueOf(e.getMessage())));
    } catch (Faults.EffectFailed e) {
      return Optional.of(new Failure(503, String.valueOf(e.getMessage())));
    }
  }

  private static JsonArray json(List<Faults.Status> statuses) {
    var array = new JsonArray();
    for (Faults.Status status : statuses) {
      array.add(
          new JsonObject()
              .put("name", status.fault().text())
              .put("effect", status.fault().effect())
              .put("perTenant", status.fault().perTenant())
              .put("on", new JsonArray(status.on().stream().map(TenantId::value).toList())));
    }
    return array;
  }

  private static List<String> names() {
    return Arrays.stream(Fault.values()).map(Fault::text).toList();
  }

  private static void fail(RoutingContext context, int status, String message) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("error", message).encode() + "\n");
  }

  private record Failure(int status, String message) {}
}
