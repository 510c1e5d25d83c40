package dev.nines.demo;

import dev.nines.collector.gateway.Gateway;
import dev.nines.collector.gateway.RunOptions;
import dev.nines.collector.gateway.http.ListenAddress;
import dev.nines.demo.history.History;
import dev.nines.demo.saas.DatabaseAddress;
import dev.nines.demo.saas.DatabaseServer;
import dev.nines.demo.saas.DemoTenant;
import dev.nines.demo.saas.Passwords;
import dev.nines.demo.saas.Provisioning;
import dev.nines.demo.saas.Saas;
import dev.nines.demo.server.MariaDb;
import dev.nines.demo.server.Monitoring;
import dev.nines.demo.server.Ports;
import dev.nines.demo.server.Redis;
import dev.nines.demo.server.ServerFolder;
import dev.nines.demo.traffic.Traffic;
import dev.nines.slo.ledger.LedgerOptions;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Everything that the demo runs, started in order and stopped in the opposite one: first the
/// users, then the gateway, and the databases last, so that nobody records the end as an outage.
final class Demo implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int API_PORT = 9620;
  private static final int FAULTS_PORT = 9621;
  private static final int MARIADB_PORT = 9633;
  private static final int REDIS_PORT = 9637;
  private static final long SEED = 9_610;
  private static final long STOP_SECONDS = 10;

  private final DemoOptions options;
  private final Progress progress;
  private final InstantSource clock;
  private final List<DemoTenant> tenants;
  private final Running running;

  Demo(DemoOptions options, Progress progress, InstantSource clock) {
    this.options = options;
    this.progress = progress;
    this.clock = clock;
    this.tenants =
        DemoTenant.all().stream().map(each -> each.withShare(options.ordersShare())).toList();
    this.running = new Running((name, e) -> progress.say("%s did not stop: %s", name, e));
  }

  /// Starts everything and says so.
  ///
  /// @throws Exception if something cannot be started; what was started is then still running
  void start() throws Exception {
    progress.print("Starting the demo of Nines");
    requireFreePort(options.consolePort());
    ServerFolder folder = prepareFolder();
    FutureTask<Boolean> history = writeHistory(folder);
    MariaDb mariaDb = startMariaDb(folder);
    Redis redis = startRedis(folder);
    var address =
        new DatabaseAddress(
            mariaDb.jdbcUrl(), mariaDb.administrator(), mariaDb.administratorPassword(), LOOPBACK);
    var passwords = new Passwords(folder.secret("saas"));
    progress.step(() -> provision(new Provisioning(address, passwords), address, folder));
    Vertx vertx = startVertx();
    Saas saas = startSaas(vertx, mariaDb, address, passwords);
    Optional<Monitoring> monitoring = startMonitoring(folder);
    progress.step(
        () -> history.get() ? "A month of history invented" : "History goes on from before");
    startGateway(folder, saas, addresses(mariaDb, redis, saas, monitoring));
    startTraffic(vertx, saas);
    progress.print(Welcome.text(options.consolePort(), saas, monitoring, progress.elapsed()));
  }

  /// Stops everything that was started. Can be called while it starts.
  @Override
  public void close() {
    if (running.isEmpty()) {
      return;
    }
    progress.print("\nStopping");
    running.close();
    progress.say("Stopped, nothing is left running. The data are in %s", options.data());
  }

  private ServerFolder prepareFolder() throws Exception {
    ServerFolder folder = ServerFolder.open(options.data());
    folder.claim();
    List<String> left = folder.reapLeftovers();
    if (!left.isEmpty()) {
      progress.say("Ended what an earlier demo left running: %s", String.join(", ", left));
    }
    if (options.reset()) {
      folder.reset();
    }
    return folder;
  }

  private MariaDb startMariaDb(ServerFolder folder) throws Exception {
    MariaDb mariaDb = MariaDb.find(folder, Ports.preferred(MARIADB_PORT));
    running.add("MariaDB", mariaDb);
    progress.step(
        () -> {
          mariaDb.start();
          return "MariaDB %s ready".formatted(mariaDb.version());
        });
    return mariaDb;
  }

  private Redis startRedis(ServerFolder folder) throws Exception {
    Redis redis = Redis.find(folder, Ports.preferred(REDIS_PORT));
    running.add("Redis", redis);
    progress.step(
        () -> {
          redis.start();
          return "Redis %s ready".formatted(redis.version());
        });
    return redis;
  }

  private String provision(Provisioning provisioning, DatabaseAddress address, ServerFolder folder)
      throws Exception {
    List<DemoTenant> built = provisioning.provision(tenants);
    GatewayAccounts.create(
        provisioning,
        address,
        folder.secret(GatewayAccounts.MEASURING),
        folder.secret(GatewayAccounts.CONTROL));
    int orders = built.stream().mapToInt(DemoTenant::orders).sum();
    return built.isEmpty()
        ? "%d tenants found as they were left".formatted(tenants.size())
        : "%d tenants built, with %,d orders".formatted(built.size(), orders);
  }

  private Vertx startVertx() {
    Vertx vertx = Vertx.vertx();
    running.add(
        "the event loops",
        () ->
            vertx
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(STOP_SECONDS, TimeUnit.SECONDS));
    return vertx;
  }

  private Saas startSaas(
      Vertx vertx, MariaDb mariaDb, DatabaseAddress address, Passwords passwords) {
    var settings =
        new Saas.Settings(
            LOOPBACK, Ports.preferred(API_PORT), Ports.preferred(FAULTS_PORT), tenants);
    var server =
        new DatabaseServer() {
          @Override
          public void start() {
            mariaDb.start();
          }

          @Override
          public void stop() {
            mariaDb.stop();
          }
        };
    Saas saas = Saas.start(vertx, settings, address, passwords, Optional.of(server));
    running.add("the SaaS", saas);
    return saas;
  }

  private Optional<Monitoring> startMonitoring(ServerFolder folder) throws Exception {
    if (!options.withMonitoring()) {
      return Optional.empty();
    }
    Monitoring monitoring = Monitoring.find(folder, options.consolePort());
    running.add("the monitoring", monitoring);
    progress.step(
        () -> {
          monitoring.start();
          return monitoring.addresses().isEmpty()
              ? "No monitoring is installed"
              : String.join(", ", monitoring.addresses().keySet()) + " ready";
        });
    for (String missing : monitoring.missing()) {
      progress.say("Not installed, so left out: apt-get install %s", missing);
    }
    return Optional.of(monitoring);
  }

  /// Beside the databases, which mostly wait for the disk.
  private FutureTask<Boolean> writeHistory(ServerFolder folder) {
    var history =
        new FutureTask<>(
            () ->
                History.write(
                    GatewayConfiguration.storage(folder).resolve("ledger"),
                    LedgerOptions.DEFAULTS,
                    GatewayConfiguration.objectives(),
                    tenants,
                    clock.instant()));
    Thread.ofPlatform().daemon().name("demo-history").start(history);
    return history;
  }

  private GatewayConfiguration.Addresses addresses(
      MariaDb mariaDb, Redis redis, Saas saas, Optional<Monitoring> monitoring) {
    return new GatewayConfiguration.Addresses(
        options.consolePort(),
        URI.create(saas.url()),
        mariaDb.jdbcUrl(),
        LOOPBACK + ":" + redis.port(),
        monitoring.flatMap(Monitoring::alertmanagerUrl));
  }

  private void startGateway(
      ServerFolder folder, Saas saas, GatewayConfiguration.Addresses addresses) throws Exception {
    Path config = GatewayConfiguration.write(folder, addresses);
    progress.step(
        () -> {
          Gateway gateway =
              Gateway.start(
                  new RunOptions(
                      config,
                      GatewayConfiguration.storage(folder),
                      new ListenAddress(LOOPBACK, options.consolePort()),
                      Optional.empty(),
                      false),
                  Optional.of(new FaultPanel(saas.faults())));
          running.add("the gateway", gateway);
          return "Gateway ready";
        });
  }

  private void startTraffic(Vertx vertx, Saas saas) throws Exception {
    progress.step(
        () -> {
          var traffic = Traffic.start(vertx, URI.create(saas.url()), tenants, clock, SEED);
          running.add("the users", traffic);
          return "%d users at work".formatted(tenants.size() * Traffic.USERS_PER_TENANT);
        });
  }

  private static void requireFreePort(int port) {
    if (!Ports.isFree(port)) {
      throw new IllegalStateException(
          "Port %d is taken. Remedy: choose another one with --port".formatted(port));
    }
  }
}
