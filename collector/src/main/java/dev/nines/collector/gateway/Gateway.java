package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.AlertDelivery;
import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.alerts.lifecycle.Runbooks;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.http.LifecycleRoutes;
import dev.nines.collector.gateway.http.MetricsRoutes;
import dev.nines.collector.gateway.http.WebServer;
import dev.nines.collector.gateway.telemetry.ErrorTracking;
import dev.nines.collector.gateway.telemetry.Tracing;
import dev.nines.collector.probe.ProbeClient;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.SchedulerSettings;
import dev.nines.collector.source.SourceHealth;
import dev.nines.collector.source.SourceScheduler;
import dev.nines.collector.tenant.DatabaseTenants;
import dev.nines.collector.tenant.FileTenants;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.collector.tenant.TenantList;
import dev.nines.dashboards.console.ConsoleRoutes;
import dev.nines.dashboards.console.DemoControls;
import dev.nines.dashboards.console.Fleet;
import dev.nines.dashboards.report.ReportRoutes;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.sli.Selection;
import dev.nines.slo.verdict.Judge;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running gateway: all rooms, strung together by hand. Reads top to bottom as a measurement
/// travels.
///
/// Starting connects to nothing that could hold it up: a database that is down is a source that is
/// unreachable. Safe between threads.
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration DOWN_FOR = Duration.ofMinutes(2);
  private static final int BLOCKING_AT_ONCE = 64;

  private final RunOptions options;
  private final InstantSource clock = InstantSource.system();
  private final ReentrantLock reloading = new ReentrantLock();
  private final ErrorTracking errors;
  private final Tracing tracing;
  private final Ledger ledger;
  private final SloEngine engine;
  private final AlertDelivery delivery;
  private final AlertLifecycle lifecycle;
  private final TenantDirectory tenants;
  private final Evaluation evaluation;
  private final SourceScheduler scheduler;
  private final SourceAssembly assembly;
  private final TenantExposition exposition;
  private final BlockingWork work = new BlockingWork(BLOCKING_AT_ONCE);
  private final Vertx vertx = Vertx.vertx();
  private final WebServer web;
  private final ProbeClient probeClient = new ProbeClient(vertx, Optional.empty());
  private volatile GatewayCollector.Reloads reloads;
  private volatile Startup current;

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
    this.options = options;
    this.current = checked;
    GatewayConfig config = checked.config();
    List<Objective> objectives = checked.objectives();
    String version = BuildInfo.load().version();
    errors = ErrorTracking.start(config.telemetry().sentryDsnFile().map(Secrets::read), version);
    tracing =
        Tracing.start(
            config.telemetry().otlpEndpoint(), config.telemetry().traceSampleRatio(), version);
    ledger = openLedger(config);
    engine = new SloEngine(ledger, new Judge(), objectives);
    delivery = AlertAssembly.delivery(config, clock);
    lifecycle = AlertAssembly.lifecycle(config, options.storagePath());
    tenants = new TenantDirectory(tenantLists(config), clock, _ -> replaceSources());
    exposition =
        new TenantExposition(
            () -> List.copyOf(tenants.tenants()),
            () -> evaluation().latest().verdicts(),
            engine::eventTotals);
    evaluation =
        new Evaluation(
            engine,
            tenants::tenants,
            this::troubles,
            lifecycle,
            delivery,
            clock,
            config.evaluationInterval(),
            tracing,
            errors::report);
    Reference reference = reference(config);
    assembly = new SourceAssembly(tenants, probeClient, reference);
    scheduler =
        new SourceScheduler(
            clock,
            this::observed,
            reference,
            _ -> evaluation.roundCompleted(),
            SchedulerSettings.DEFAULT);
    reloads = new GatewayCollector.Reloads(true, clock.instant());
    web = listen(checked, demo);
    begin(config, objectives);
  }

  private void begin(GatewayConfig config, List<Objective> objectives) {
    tenants.refresh();
    tenants.start(config.tenants().refreshInterval());
    replaceSources();
    evaluation.start();
    scheduler.start();
    log.info(
        "Nines is ready: {} tenants, {} objectives, console at {}",
        tenants.tenants().size(),
        objectives.size(),
        config.externalUrl());
  }

  /// Also when tenants came or went: some sources are one for each tenant.
  private void replaceSources() {
    Startup now = current;
    scheduler.replace(assembly.sources(now.config(), new Selection(now.objectives())::wants));
  }

  private Evaluation evaluation() {
    return evaluation;
  }

  private void observed(Observation observation) {
    engine.offer(observation);
    if (observation.reading() instanceof Reading.Complete complete) {
      complete.latencies().forEach(exposition::add);
    }
  }

  private Ledger openLedger(GatewayConfig config) throws StartException {
    try {
      Files.createDirectories(options.storagePath());
      LedgerOptions defaults = LedgerOptions.DEFAULTS;
      Ledger opened =
          Ledger.open(
              FileStorage.open(options.storagePath().resolve("ledger")),
              new LedgerOptions(
                  defaults.grace(),
                  config.retention(),
                  defaults.baselineRetention(),
                  defaults.backlogBytes(),
                  defaults.lateRowsInMemory()));
      opened.damages().forEach(each -> log.error("the ledger is damaged: {}", each));
      return opened;
    } catch (IOException e) {
      throw new StartException(
          List.of(
              "the ledger in %s cannot be opened: %s. Check that the gateway's user may write there"
                  .formatted(options.storagePath(), e.getMessage())));
    }
  }

  private static List<TenantList> tenantLists(GatewayConfig config) {
    var lists = new ArrayList<TenantList>();
    config
        .tenants()
        .database()
        .ifPresent(
            database ->
                lists.add(
                    new DatabaseTenants(
                        new DatabaseTenants.Settings(
                            "the control database",
                            database.jdbcUrl(),
                            database.login().username(),
                            Secrets.password(database.login()),
                            database.query(),
                            Duration.ofSeconds(10)))));
    config.tenants().file().ifPresent(file -> lists.add(new FileTenants(file)));
    return lists;
  }

  private static Reference reference(GatewayConfig config) {
    List<Reference.Target> targets =
        config.reference().tcp().stream().map(Reference.Target::parse).toList();
    return targets.isEmpty() ? Reference.NONE : Reference.of(targets);
  }

  private WebServer listen(Startup checked, Optional<DemoControls> demo) throws StartException {
    var console =
        new ConsoleRoutes(
            new ConsoleBridge(evaluation, this::fleet, scheduler::health, engine, ledger, clock),
            demo,
            Executors.newVirtualThreadPerTaskExecutor(),
            clock);
    var reports =
        new ReportRoutes(
            new ReportBridge(tenants, () -> current.objectives(), engine, ledger),
            "Nines " + BuildInfo.load().version(),
            Executors.newVirtualThreadPerTaskExecutor(),
            clock);
    CollectorRegistry registry =
        SelfMetrics.registry(
            new GatewayCollector(
                scheduler::health,
                ledger::stats,
                evaluation::stats,
                lifecycle::stats,
                delivery::stats,
                () -> reloads));
    try {
      return WebServer.listen(
          vertx,
          options.listenAddress(),
          checked.web(),
          work,
          List.of(
              new LifecycleRoutes(this::notReady, this::reload, work),
              new MetricsRoutes(registry::metricFamilySamples, exposition::families, work),
              Gateway::mountRunbooks,
              router -> router.route("/reports/*").subRouter(reports.router(vertx)),
              router -> router.route("/*").subRouter(console.router(vertx))),
          errors::report);
    } catch (IllegalStateException e) {
      throw new StartException(List.of(e.getMessage()));
    }
  }

  private static void mountRunbooks(Router router) {
    router
        .get("/runbooks/:alertname")
        .handler(
            context -> {
              Optional<String> text = Runbooks.read(String.valueOf(context.pathParam("alertname")));
              context
                  .response()
                  .setStatusCode(text.isPresent() ? 200 : 404)
                  .putHeader("Content-Type", "text/plain; charset=utf-8")
                  .end(text.orElse("There is no runbook of this name.\n"));
            });
  }

  private Fleet fleet() {
    Evaluation.Latest latest = evaluation.latest();
    return Fleet.of(latest.at().orElse(Instant.EPOCH), tenants.tenants(), latest.verdicts());
  }

  /// Sources that could not be read for a while, as alerts about the gateway itself.
  private List<Condition> troubles() {
    Instant longAgo = clock.instant().minus(DOWN_FOR);
    return scheduler.health().stream()
        .filter(
            each ->
                each.state() != SourceHealth.State.OK
                    && each.state() != SourceHealth.State.STARTING
                    && each.lastCompleteAt().orElse(reloads.lastSuccessAt()).isBefore(longAgo))
        .map(
            each ->
                Condition.sourceDown(
                    each.kind(),
                    each.target(),
                    each.reason(),
                    each.lastCompleteAt().orElse(reloads.lastSuccessAt())))
        .toList();
  }

  private List<String> notReady() {
    var reasons = new ArrayList<String>();
    if (evaluation.latest().at().isEmpty()) {
      reasons.add("nothing was evaluated yet");
    }
    if (tenants.tenants().isEmpty()) {
      reasons.add("no tenants are known");
    }
    return reasons;
  }

  /// Reads the configuration again. What is wrong with it is returned, and the last good one stays.
  public List<String> reload() {
    reloading.lock();
    try {
      Startup checked = Startup.check(options);
      evaluation.replace(checked.objectives(), checked.config().evaluationInterval()).join();
      current = checked;
      replaceSources();
      reloads = new GatewayCollector.Reloads(true, clock.instant());
      log.info("the configuration was reloaded");
      return List.of();
    } catch (StartException e) {
      reloads = new GatewayCollector.Reloads(false, reloads.lastSuccessAt());
      e.problems().forEach(each -> log.error("reload refused: {}", each));
      return e.problems();
    } finally {
      reloading.unlock();
    }
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  /// Stops reading, evaluates a last time, tells Alertmanager, and closes the ledger.
  @Override
  public void close() {
    scheduler.close();
    evaluation.close();
    tenants.close();
    delivery.close();
    web.close();
    probeClient.close();
    work.close();
    vertx.close();
    try {
      ledger.close();
    } catch (IOException e) {
      log.error("the ledger did not close cleanly; it recovers at the next start", e);
    }
    tracing.close();
    errors.close();
  }
}
