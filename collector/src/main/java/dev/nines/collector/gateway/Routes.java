package dev.nines.collector.gateway;

import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.http.LifecycleRoutes;
import dev.nines.collector.gateway.http.MetricsRoutes;
import dev.nines.collector.gateway.metrics.AlertMetrics;
import dev.nines.collector.gateway.metrics.LedgerMetrics;
import dev.nines.collector.gateway.metrics.SelfMetrics;
import dev.nines.collector.gateway.metrics.SloSeries;
import dev.nines.collector.gateway.metrics.SourceMetrics;
import dev.nines.collector.gateway.metrics.TenantExposition;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.dashboards.console.ConsoleRoutes;
import dev.nines.dashboards.console.DemoControls;
import dev.nines.dashboards.console.Fleet;
import dev.nines.dashboards.report.ReportRoutes;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// What stands at which address of the HTTP port. A new address is a line in [#all()]; those of a
/// source come with its kind.
///
/// @param demo faults for the console's demo page; absent in production
record Routes(Rooms rooms, Optional<DemoControls> demo, Vertx vertx, BlockingWork work) {

  /// Every address; the console's come last, because it answers for all that is left.
  List<Consumer<Router>> all() {
    return List.of(
        new LifecycleRoutes(this::notReady, rooms.reload()::run, work),
        metrics(),
        new RunbookRoutes(),
        rooms.measuring().kinds()::mount,
        router -> router.route("/reports/*").subRouter(reports().router(vertx)),
        router -> router.route("/*").subRouter(console().router(vertx)));
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
    metrics.add(new AlertMetrics(rooms.lifecycle()::stats, rooms.delivery()::stats));
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
    series.add(rooms.measuring().latencies());
    series.addAll(rooms.measuring().kinds().tenantSeries());
    return series;
  }

  private ConsoleRoutes console() {
    var feed =
        new ConsoleBridge(
            rooms.evaluation(),
            this::fleet,
            rooms.measuring()::health,
            rooms.engine(),
            rooms.ledger(),
            rooms.clock());
    return new ConsoleRoutes(
        feed, demo, Executors.newVirtualThreadPerTaskExecutor(), rooms.clock());
  }

  private ReportRoutes reports() {
    var feed =
        new ReportBridge(
            rooms.tenants(),
            () -> rooms.reload().current().objectives(),
            rooms.engine(),
            rooms.ledger());
    return new ReportRoutes(
        feed,
        "Nines " + BuildInfo.load().version(),
        Executors.newVirtualThreadPerTaskExecutor(),
        rooms.clock());
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
