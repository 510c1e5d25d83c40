package dev.nines.collector.gateway;

import dev.nines.alerts.store.AlertHistory;
import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.gateway.cluster.ClusterEngine;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.http.WebServer;
import dev.nines.collector.gateway.telemetry.Telemetry;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.dashboards.console.DemoControls;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.verdict.Judge;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running gateway: opens all rooms, in the order in which a measurement travels, and closes
/// them again. What is plugged in stands elsewhere: sources in
/// [dev.nines.collector.gateway.source.SourceKinds], addresses in [Routes].
///
/// Starting connects to nothing that could hold it up: a database that is down is a source that is
/// unreachable. Safe between threads.
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final int BLOCKING_AT_ONCE = 64;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingWork work = new BlockingWork(BLOCKING_AT_ONCE);
  private final ExecutorService pageThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final Telemetry telemetry;
  private final Ledger ledger;
  private final TenantDirectory tenants;
  private final Measuring measuring;
  private final Delivery delivery;
  private final AlertReview review;
  private final Optional<ClusterEngine> cluster;
  private final Evaluation evaluation;
  private final Reload reload;
  private final Routes routes;
  private final WebServer web;

  /// Starts a gateway.
  ///
  /// @param demo faults for the console's demo page; absent in production
  /// @throws StartException with everything that is wrong
  public static Gateway start(RunOptions options, Optional<DemoControls> demo)
      throws StartException {
    return new Gateway(options, Startup.check(options), demo);
  }

  private Gateway(RunOptions options, Startup checked, Optional<DemoControls> demo)
      throws StartException {
    GatewayConfig config = checked.config();
    InstantSource clock = InstantSource.system();
    var storage = new Storage(options.storagePath());
    telemetry = new Telemetry(BuildInfo.load().version(), destinations(config));
    ledger = storage.openLedger(config);
    ExclusionDesk exclusions = ExclusionDesk.open(checked, storage);
    var engine = new SloEngine(ledger, new Judge(), checked.objectives(), exclusions::all);
    CorrectionDesk corrections = CorrectionDesk.open(checked, storage, engine);
    tenants =
        new TenantDirectory(
            TenantLists.of(config.tenants(), storage), clock, _ -> tenantsChanged());
    Forwarding forwarding = storage.openForwarding(config, clock);
    Books books = storage.openBooks();
    measuring =
        new Measuring(
            checked,
            tenants,
            engine::offer,
            this::roundCompleted,
            telemetry,
            books,
            vertx,
            work,
            forwarding,
            clock);
    delivery = new Delivery(config, storage, clock);
    var lifecycle =
        AlertAssembly.lifecycle(
            config,
            storage,
            new PageKnowledge(books.deploys(), measuring.traces(), config.traceUrl(), this::latest),
            measuring.board()::isUndecided,
            exclusions,
            delivery::held);
    var history = new AlertHistory(storage.alerts());
    var audit = new BurnAudit(ledger, () -> latest().verdicts(), exclusions::all, history, clock);
    review = new AlertReview(history, exclusions, corrections.store(), audit, clock);
    cluster =
        config
            .cluster()
            .map(
                each ->
                    new ClusterEngine(
                        each,
                        storage.folder(),
                        config.evaluationInterval(),
                        engine,
                        ledger,
                        forwarding,
                        clock));
    evaluation =
        new Evaluation(
            engine,
            tenants::tenants,
            tick -> cluster.map(each -> each.judge(tick)).orElse(tick),
            new Troubles(
                measuring::health,
                measuring.board(),
                () -> cluster.map(ClusterEngine::troubles).orElse(List.of()),
                clock.instant(),
                clock),
            lifecycle,
            delivery::tell,
            clock,
            config.evaluationInterval(),
            telemetry);
    reload =
        new Reload(
            options,
            checked,
            clock,
            List.of(
                new FixedSettings(),
                next -> telemetry.replace(destinations(next.config())),
                next -> ledger.retain(next.config().retention()),
                next -> takeTenants(next.config(), storage),
                evaluation,
                delivery,
                measuring,
                exclusions,
                corrections));
    var rooms =
        new Rooms(
            tenants,
            books,
            measuring,
            ledger,
            engine,
            evaluation,
            cluster,
            lifecycle,
            review,
            delivery,
            reload,
            exclusions,
            corrections,
            clock);
    routes = new Routes(rooms, demo, vertx, work, pageThreads);
    web = listen(options);
    begin(checked);
  }

  private static Telemetry.Destinations destinations(GatewayConfig config) {
    return new Telemetry.Destinations(
        config.telemetry().sentryDsnFile().map(Secrets::read),
        config.telemetry().otlpEndpoint(),
        config.telemetry().traceSampleRatio());
  }

  private void takeTenants(GatewayConfig config, Storage storage) {
    tenants.replace(TenantLists.of(config.tenants(), storage));
    tenants.start(config.tenants().refreshInterval());
  }

  private WebServer listen(RunOptions options) throws StartException {
    try {
      return WebServer.listen(
          vertx,
          options.listenAddress(),
          () -> reload.current().web(),
          work,
          routes.all(),
          new TenantRouters(routes::ofTenant),
          telemetry::report);
    } catch (IllegalStateException e) {
      throw new StartException(List.of(e.getMessage()));
    }
  }

  private void begin(Startup checked) throws StartException {
    checked.warnings().forEach(log::warn);
    if (!tenants.recall()) {
      tenants.refresh();
    }
    try {
      measuring.start();
    } catch (IllegalStateException e) {
      throw new StartException(List.of(e.getMessage()));
    }
    tenants.start(checked.config().tenants().refreshInterval());
    evaluation.start();
    review.audit().start();
    log.info(
        "Nines is ready: {} tenants, {} objectives, console at {}",
        tenants.tenants().size(),
        checked.objectives().size(),
        checked.config().externalUrl());
  }

  private Evaluation.Latest latest() {
    return evaluation.latest();
  }

  private void tenantsChanged() {
    measuring.replaceSources();
  }

  private void roundCompleted() {
    evaluation.roundCompleted();
  }

  /// Reads the configuration again. What is wrong with it is returned, and the last good one stays.
  public List<String> reload() {
    return reload.run();
  }

  /// What stands at which address.
  Routes routes() {
    return routes;
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  /// Stops reading, evaluates a last time, tells Alertmanager, and closes the ledger.
  @Override
  public void close() {
    measuring.close();
    evaluation.close();
    cluster.ifPresent(ClusterEngine::close);
    tenants.close();
    delivery.close();
    web.close();
    work.close();
    pageThreads.shutdownNow();
    review.close();
    vertx.close();
    try {
      ledger.close();
    } catch (IOException e) {
      log.error("the ledger did not close cleanly; it recovers at the next start", e);
    }
    telemetry.close();
  }
}
