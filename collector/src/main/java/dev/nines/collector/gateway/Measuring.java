package dev.nines.collector.gateway;

import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.doctor.DoubleCounting;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.metrics.LatencySeries;
import dev.nines.collector.gateway.metrics.SourceSeries;
import dev.nines.collector.gateway.source.SourceKinds;
import dev.nines.collector.gateway.source.Surroundings;
import dev.nines.collector.gateway.telemetry.Telemetry;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.heartbeat.SignWatch;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.SchedulerSettings;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceHealth;
import dev.nines.collector.source.SourceScheduler;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Series;
import dev.nines.slo.sli.Selection;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The measuring half of the gateway: every source, read on its schedule or listening, until what
/// it observed is handed on. Safe between threads.
final class Measuring implements Reloadable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Measuring.class);

  private final Consumer<Observation> sink;
  private final Telemetry telemetry;
  private final LatencySeries latencies = new LatencySeries();
  private final SourceSeries series = new SourceSeries();
  private final ConditionBoard board = new ConditionBoard();
  private final Forwarding forwarding;
  private final SourceKinds kinds;
  private final SourceScheduler scheduler;
  private final Reference reference;
  private final SignWatch signs;
  private Set<Scheduled> scheduled = Set.of();
  private volatile Startup current;
  private volatile Selection selection;
  private volatile DoubleCounting doubles;

  /// What is read at the moment.
  private record Scheduled(String kind, String target) {}

  /// @param sink takes every observation, on whatever thread
  /// @param forwarding gets every observation too
  /// @param roundCompleted told that a round of readings is through
  Measuring(
      Startup first,
      TenantDirectory tenants,
      Consumer<Observation> sink,
      Runnable roundCompleted,
      Telemetry telemetry,
      Books books,
      Vertx vertx,
      BlockingWork work,
      Forwarding forwarding,
      InstantSource clock) {
    this.sink = sink;
    this.telemetry = telemetry;
    this.current = first;
    this.forwarding = forwarding;
    this.selection = new Selection(first.objectives());
    this.doubles = new DoubleCounting(first.objectives());
    this.signs = new SignWatch(books.heartbeats());
    signs.watch(first.config().heartbeats());
    this.reference = Reference.of(targets(first.config()));
    this.kinds =
        SourceKinds.all(
            new Surroundings(
                tenants,
                this::observed,
                this::wants,
                this::replaceSources,
                reference,
                board,
                books,
                vertx,
                work,
                forwarding,
                clock));
    this.scheduler =
        new SourceScheduler(
            clock, this::observed, reference, _ -> roundCompleted.run(), SchedulerSettings.DEFAULT);
  }

  private static List<Reference.Target> targets(GatewayConfig config) {
    return config.reference().tcp().stream().map(Reference.Target::parse).toList();
  }

  /// Opens ports and begins to read.
  void start() {
    kinds.configure(current.config());
    replaceSources();
    forwarding.start();
    scheduler.start();
  }

  /// Also when tenants came or went: some sources are one for each tenant.
  synchronized void replaceSources() {
    List<Source> sources = kinds.sources(current.config());
    series.retain(sources);
    board.retain(sources.stream().map(ConditionBoard::ownerOf).toList());
    scheduler.replace(sources.stream().map(source -> new TracedSource(source, telemetry)).toList());
    Set<Scheduled> now =
        sources.stream()
            .map(each -> new Scheduled(each.kind(), each.target()))
            .collect(Collectors.toSet());
    scheduled.stream().filter(each -> !now.contains(each)).forEach(this::ended);
    scheduled = now;
  }

  private void ended(Scheduled source) {
    forwarding.ended(source.kind(), source.target());
    forwarding.ended(SourceSeries.UP, source.kind() + ":" + source.target());
  }

  @Override
  public List<String> needsRestart(Startup now, Startup next) {
    var reasons = new ArrayList<>(kinds.needsRestart(now.config(), next.config()));
    if (!now.config().forward().equals(next.config().forward())) {
      reasons.add("forward: changes need a restart");
    }
    return reasons;
  }

  @Override
  public void takeOver(Startup next) {
    signs.watch(next.config().heartbeats());
    kinds.configure(next.config());
    reference.retarget(targets(next.config()));
    selection = new Selection(next.objectives());
    doubles = new DoubleCounting(next.objectives());
    current = next;
    replaceSources();
  }

  private boolean wants(Series series) {
    boolean promised = selection.wants(series);
    if (promised) {
      doubles.note(series).forEach(twice -> log.warn("{}. {}", twice.problem(), twice.remedy()));
    }
    return promised || forwarding.wants(series) || signs.wants(series);
  }

  private void observed(Observation observation) {
    sink.accept(observation);
    series.add(observation);
    forwarding.accept(observation);
    signs.accept(observation);
    if (observation.reading() instanceof Reading.Complete complete) {
      complete.latencies().forEach(latencies::add);
    }
  }

  /// How every scheduled source is doing.
  List<SourceHealth> health() {
    return scheduler.health();
  }

  /// What the kinds of sources bring along.
  SourceKinds kinds() {
    return kinds;
  }

  /// Traces that show how promises were broken; answers from memory.
  TraceFinder traces() {
    return kinds.traces();
  }

  /// What sources found that is to be alerted.
  ConditionBoard board() {
    return board;
  }

  /// What sources last read.
  SourceSeries series() {
    return series;
  }

  /// What is passed on.
  Forwarding forwarding() {
    return forwarding;
  }

  /// The tenants' latencies since the start.
  LatencySeries latencies() {
    return latencies;
  }

  @Override
  public void close() {
    scheduler.close();
    kinds.close();
    forwarding.close();
  }
}
