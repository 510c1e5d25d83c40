package dev.nines.collector.gateway;

import dev.nines.collector.gateway.api.ApiRoutes;
import dev.nines.collector.gateway.api.CorrectionRoutes;
import dev.nines.collector.gateway.api.ExclusionRoutes;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.http.LifecycleRoutes;
import dev.nines.collector.gateway.http.MetricsRoutes;
import dev.nines.collector.gateway.metrics.AlertMetrics;
import dev.nines.collector.gateway.metrics.AlertQualityMetrics;
import dev.nines.collector.gateway.metrics.EngineMetrics;
import dev.nines.collector.gateway.metrics.ForwardMetrics;
import dev.nines.collector.gateway.metrics.LedgerMetrics;
import dev.nines.collector.gateway.metrics.RiskSeries;
import dev.nines.collector.gateway.metrics.SelfMetrics;
import dev.nines.collector.gateway.metrics.SloSeries;
import dev.nines.collector.gateway.metrics.SourceMetrics;
import dev.nines.collector.gateway.metrics.TenantExposition;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.gateway.metrics.ThresholdMetrics;
import dev.nines.dashboards.console.ConsoleFeed;
import dev.nines.dashboards.console.ConsoleRoutes;
import dev.nines.dashboards.console.DemoControls;
import dev.nines.dashboards.console.Fleet;
import dev.nines.dashboards.report.ReportFeed;
import dev.nines.dashboards.report.ReportRoutes;
import dev.nines.slo.model.TenantId;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// What stands at which address of the HTTP port. A new address is a line in [#all()]; those of a
/// source come with its kind.
///
/// @param demo faults for the console's demo page; absent in production
/// @param pageThreads where pages are built
record Routes(
    Rooms rooms,
    Optional<DemoControls> demo,
    Vertx vertx,
    BlockingWork work,
    Executor pageThreads) {

  /// Every address; the console's come last, because it answers for all that is left.
  List<Consumer<Router>> all() {
    return List.of(
        new LifecycleRoutes(this::notReady, rooms.reload()::run, work),
        metrics(),
        new RunbookRoutes(),
        new AcknowledgeRoutes(rooms.lifecycle()::active, rooms.delivery()::acknowledge, work),
        rooms.measuring().kinds()::mount,
        new ExclusionRoutes(
            rooms.exclusions()::all, rooms.exclusions().store(), work, rooms.clock()),
        new CorrectionRoutes(rooms.corrections().store(), work, rooms.clock()),
        new ApiRoutes(feed(), work),
        router -> mountPages(router, feed(), reportFeed(), demo));
  }

  /// Every address that the visitors of one tenant reach; what they see there is their own.
  Router ofTenant(TenantId tenant) {
    Router router = Router.router(vertx);
    var feed = new TenantFeed(feed(), tenant);
    new ApiRoutes(feed, work).accept(router);
    mountPages(router, feed, new TenantReports(reportFeed(), tenant), Optional.empty());
    return router;
  }

  private void mountPages(
      Router router, ConsoleFeed feed, ReportFeed reportFeed, Optional<DemoControls> controls) {
    var reports =
        new ReportRoutes(
            reportFeed, "Nines " + BuildInfo.load().version(), pageThreads, rooms.clock());
    var console = new ConsoleRoutes(feed, controls, pageThreads, rooms.clock());
    router.route("/reports/*").subRouter(reports.router(vertx));
    router.route("/*").subRouter(console.router(vertx));
  }

  private ConsoleFeed feed() {
    return new ConsoleBridge(
        rooms.evaluation(),
        this::fleet,
        rooms.measuring()::health,
        rooms.engine(),
        rooms.ledger(),
        rooms.review(),
        rooms.books(),
        rooms.clock());
  }

  private ReportFeed reportFeed() {
    return new ReportBridge(
        rooms.tenants(),
        () -> rooms.reload().current().objectives(),
        rooms.engine(),
        rooms.ledger(),
        rooms.exclusions());
  }

  private MetricsRoutes metrics() {
    CollectorRegistry registry = SelfMetrics.registry(ownMetrics());
    var tenants = new TenantExposition(tenantSeries());
    return new MetricsRoutes(registry::metricFamilySamples, tenants::families, work);
  }

  private List<Collector> ownMetrics() {
    var metrics = new ArrayList<Collector>();
    metrics.add(new SourceMetrics(rooms.measuring()::health));
    metrics.add(new LedgerMetrics(rooms.ledger()::stats));
    metrics.add(new EvaluationMetrics(rooms.evaluation()::stats, rooms.reload()::reloads));
    metrics.add(
        new AlertMetrics(
            rooms.lifecycle()::stats, rooms.delivery()::stats, rooms.delivery()::sinkStats));
    metrics.add(
        new AlertQualityMetrics(rooms.review()::lastWeek, rooms.review()::missed, rooms.clock()));
    metrics.add(new ForwardMetrics(rooms.measuring().forwarding()::stats));
    metrics.add(new ThresholdMetrics(rooms.engine()::inexactThresholds));
    rooms.cluster().ifPresent(each -> metrics.add(new EngineMetrics(each::stats)));
    metrics.addAll(rooms.measuring().kinds().metrics());
    return metrics;
  }

  private List<TenantSeries> tenantSeries() {
    var series = new ArrayList<TenantSeries>();
    series.add(
        new SloSeries(
            rooms.tenants()::tenants,
            () -> rooms.evaluation().latest().verdicts(),
            rooms.engine()::eventTotals));
    series.add(
        new RiskSeries(rooms.tenants()::tenants, () -> rooms.evaluation().latest().verdicts()));
    series.add(rooms.measuring().latencies());
    series.add(rooms.measuring().series());
    series.addAll(rooms.measuring().kinds().tenantSeries());
    return series;
  }

  private Fleet fleet() {
    Evaluation.Latest latest = rooms.evaluation().latest();
    return Fleet.of(
        latest.at().orElse(Instant.EPOCH), rooms.tenants().tenants(), latest.verdicts());
  }

  private List<String> notReady() {
    var reasons = new ArrayList<String>();
    if (rooms.evaluation().latest().at().isEmpty()) {
      reasons.add("nothing was evaluated yet");
    }
    if (rooms.tenants().tenants().isEmpty()) {
      reasons.add("no tenants are known");
    }
    return reasons;
  }
}
