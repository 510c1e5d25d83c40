package dev.nines.demo.saas;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API over HTTP: per tenant the three operations and a health check, and `/metrics`.
///
/// Requests are received on event loops and answered from virtual threads, where they may block in
/// the database. [#open()] and [#close()] may alternate, which is the fault "everything down".
final class SaasApi implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SaasApi.class);
  private static final String JSON = "application/json";
  private static final int SECONDS_TO_OPEN = 10;

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final TenantDatabases databases;
  private final Operations operations;
  private final Faults faults;
  private final ApiMetrics metrics;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;

  SaasApi(
      Vertx vertx,
      String host,
      int port,
      TenantDatabases databases,
      Faults faults,
      List<DemoTenant> tenants) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.databases = databases;
    this.operations = new Operations(databases, faults);
    this.faults = faults;
    this.metrics = new ApiMetrics(tenants);
  }

  /// Listens, if it does not already.
  synchronized void open() {
    if (server == null) {
      HttpServer opened = vertx.createHttpServer().requestHandler(router());
      Waiting.on(opened.listen(port, host), SECONDS_TO_OPEN);
      server = opened;
    }
  }

  /// Refuses connections from now on.
  @Override
  public synchronized void close() {
    if (server != null) {
      Waiting.on(server.close(), SECONDS_TO_OPEN);
      server = null;
    }
  }

  private Router router() {
    var router = Router.router(vertx);
    for (Operation operation : Operation.values()) {
      router
          .route(HttpMethod.valueOf(operation.method()), "/t/:tenant" + operation.path())
          .handler(context -> measured(context, operation));
    }
    router.get("/t/:tenant/health").handler(this::health);
    router.get("/metrics").handler(this::metrics);
    return router;
  }

  private void measured(RoutingContext context, Operation operation) {
    long start = System.nanoTime();
    Optional<DemoTenant> tenant = tenantOf(context);
    if (tenant.isEmpty()) {
      end(context, new Answer(404, "{\"error\":\"no such tenant\"}"));
      return;
    }
    onWorker(
        context,
        () -> {
          Answer answer = perform(operation, tenant.get());
          metrics.observe(tenant.get(), operation, answer.status, System.nanoTime() - start);
          return answer;
        });
  }

  private Optional<DemoTenant> tenantOf(RoutingContext context) {
    return Optional.ofNullable(context.pathParam("tenant")).flatMap(databases::tenant);
  }

  private Answer perform(Operation operation, DemoTenant tenant) {
    if (faults.isOn(Fault.API_ERRORS, tenant.id())) {
      return new Answer(ApiMetrics.ERROR, "{\"error\":\"internal error\"}");
    }
    try {
      String body =
          switch (operation) {
            case CREATION -> operations.createOrder(tenant);
            case DASHBOARD -> operations.dashboard(tenant);
            case MOBILE -> operations.mobileOrders(tenant);
          };
      return new Answer(operation.success(), body);
    } catch (SQLException e) {
      log.debug("{} of {} failed", operation, tenant.id(), e);
      return new Answer(ApiMetrics.ERROR, "{\"error\":\"the database does not answer\"}");
    }
  }

  /// As many applications do: a broken one answers 200, and only the body tells.
  private void health(RoutingContext context) {
    Optional<DemoTenant> tenant = tenantOf(context);
    if (tenant.isEmpty()) {
      end(context, new Answer(404, "{\"error\":\"no such tenant\"}"));
      return;
    }
    onWorker(
        context,
        () ->
            operations.healthy(tenant.get())
                ? new Answer(200, "{\"status\":\"ok\",\"database\":\"connected\"}")
                : new Answer(200, "{\"status\":\"degraded\",\"database\":\"disconnected\"}"));
  }

  private void metrics(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(metrics.exposition());
  }

  private void onWorker(RoutingContext context, Supplier<Answer> work) {
    Context loop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Answer answer = work.get();
          loop.runOnContext(_ -> end(context, answer));
        });
  }

  private static void end(RoutingContext context, Answer answer) {
    if (!context.response().closed()) {
      context
          .response()
          .setStatusCode(answer.status)
          .putHeader("Content-Type", JSON)
          .end(answer.body);
    }
  }

  /// Waits for the requests that are being answered.
  void drain() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(SECONDS_TO_OPEN, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private record Answer(int status, String body) {}
}
