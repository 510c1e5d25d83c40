package dev.nines.dashboards.report;

import dev.nines.dashboards.console.ConsoleRoutes;
import dev.nines.dashboards.console.SampleFaults;
import dev.nines.dashboards.console.SampleFeed;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Serves console and reports with sample data, to look at while working on it. The arguments are
/// the port and the number of tenants.
final class Preview {
  private Preview() {}

  public static void main(String[] args) {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 9611;
    var feed = new SampleFeed(args.length > 1 ? Integer.parseInt(args[1]) : 12);
    var blocking = Executors.newVirtualThreadPerTaskExecutor();
    var clock = InstantSource.fixed(SampleFeed.NOW);
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router
        .route("/reports/*")
        .subRouter(
            new ReportRoutes(new SampleReports(feed), "Nines 0.1.0", blocking, clock)
                .router(vertx));
    router
        .route("/*")
        .subRouter(
            new ConsoleRoutes(feed, Optional.of(new SampleFaults()), blocking, clock)
                .router(vertx));
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(port, "127.0.0.1")
        .onSuccess(server -> System.out.println("http://127.0.0.1:" + server.actualPort() + "/"));
  }
}
