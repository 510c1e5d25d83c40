package dev.nines.dashboards.console;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/// Serves the console with sample data, to look at while working on it. The arguments are the port
/// and the number of tenants.
final class ConsolePreview {
  private ConsolePreview() {}

  public static void main(String[] args) {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 9611;
    var feed = new SampleFeed(args.length > 1 ? Integer.parseInt(args[1]) : 12);
    var routes =
        new ConsoleRoutes(
            feed,
            Optional.of(new SampleFaults()),
            Executors.newVirtualThreadPerTaskExecutor(),
            InstantSource.fixed(SampleFeed.NOW));
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer()
        .requestHandler(routes.router(vertx))
        .listen(port, "127.0.0.1")
        .onSuccess(server -> System.out.println("http://127.0.0.1:" + server.actualPort() + "/"));
  }

  /// Faults that only remember whether they are on.
  static final class SampleFaults implements DemoControls {
    private final TreeSet<String> slow = new TreeSet<>(List.of("globex"));
    private final TreeSet<String> down = new TreeSet<>();

    @Override
    public synchronized List<Fault> faults() {
      return List.of(
          new Fault(
              "slow-queries",
              "Slow queries",
              "The tenant's queries take 400 ms. Its latency SLO burns within a minute and pages in"
                  + " about four.",
              List.of("acme", "globex", "hooli"),
              List.copyOf(slow)),
          new Fault(
              "everything-down",
              "Everything down",
              "The API and every database stop. All tenants burn at once.",
              List.of(),
              List.copyOf(down)));
    }

    @Override
    public synchronized void set(String faultId, Optional<String> scope, boolean on) {
      TreeSet<String> active = faultId.equals("slow-queries") ? slow : down;
      if (on) {
        active.add(scope.orElse(""));
      } else {
        active.remove(scope.orElse(""));
      }
    }
  }
}
