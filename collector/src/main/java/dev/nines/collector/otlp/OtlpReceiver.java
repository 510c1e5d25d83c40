package dev.nines.collector.otlp;

import dev.nines.collector.otlp.metric.MetricSamples;
import dev.nines.collector.otlp.span.Exemplars;
import dev.nines.collector.otlp.span.Heard;
import dev.nines.collector.otlp.span.SpanCounts;
import dev.nines.collector.otlp.span.SpanNames;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantRates;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Takes traces, metrics and logs over HTTP and gRPC and counts them. Every listener takes both
/// transports, since people mix up the ports.
///
/// Safe between threads.
public final class OtlpReceiver implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 120;
  private static final int HTTP2_WINDOW_BYTES = 4 << 20;

  private final OtlpSettings settings;
  private final Heard heard = new Heard();
  private final Exemplars exemplars = new Exemplars();
  private final Counters counters = new Counters();
  private final MemoryBudget budget;
  private final TenantRates rates;
  private final SpanCounts spans;
  private final MetricSamples metrics;
  private final Intake intake;
  private final List<Worker> workers = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private volatile Senders senders;

  /// Connects nothing yet.
  ///
  /// @param directory whose a span can be
  /// @param wanted whether an objective or a forward rule needs a series
  /// @param senders who may send
  /// @param outlet where requests go on to
  /// @param sink takes the observations of metrics as they come; must be quick
  public OtlpReceiver(
      OtlpSettings settings,
      TenantDirectory directory,
      Predicate<Series> wanted,
      Senders senders,
      Outlet outlet,
      Consumer<Observation> sink,
      InstantSource clock) {
    this.settings = settings;
    this.senders = senders;
    budget = new MemoryBudget(settings.memoryBytes());
    rates = new TenantRates(settings.tenantRate());
    spans = new SpanCounts(settings.spans(), heard, exemplars, wanted);
    metrics = new MetricSamples(settings.maxMetricAge(), clock, sink, wanted);
    intake =
        new Intake(settings.workers(), () -> newWorker(directory, outlet, clock), budget, counters);
  }

  private Worker newWorker(TenantDirectory directory, Outlet outlet, InstantSource clock) {
    var names = new AttributeNames();
    var tenants = new TenantFinder(directory, settings.tenantRules(), names);
    var _ = new SpanNames(names); // before anything is sized by the number of names
    var worker =
        new Worker(
            names,
            settings.spans(),
            spans.newTally(),
            tenants,
            metrics,
            outlet,
            heard,
            rates,
            counters,
            clock);
    workers.add(worker);
    return worker;
  }

  /// Listens.
  ///
  /// @throws IllegalStateException with a sentence if an address cannot be listened on
  public void listen(Vertx vertx) {
    var doorkeeper = new Doorkeeper(() -> senders);
    var http = new HttpTransport(vertx, intake, doorkeeper);
    var grpc = new GrpcTransport(vertx, intake, doorkeeper);
    for (OtlpSettings.Listener listener : settings.listeners()) {
      HttpServer server =
          vertx
              .createHttpServer(options())
              .requestHandler(request -> dispatch(request, http, grpc));
      try {
        server.listen(listener.port(), listener.host()).await();
      } catch (Exception e) { // await throws the cause as it is, checked or not
        close();
        throw new IllegalStateException(
            "cannot listen on %s:%d for OTLP: %s. Choose another listen address or stop what uses it"
                .formatted(listener.host(), listener.port(), e.getMessage()),
            e);
      }
      servers.add(server);
      ports.add(server.actualPort());
    }
  }

  private static void dispatch(HttpServerRequest request, HttpTransport http, GrpcTransport grpc) {
    if (GrpcTransport.isGrpc(request)) {
      grpc.handle(request);
    } else {
      http.handle(request);
    }
  }

  private HttpServerOptions options() {
    var options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setIdleTimeout(IDLE_SECONDS)
            .setHandle100ContinueAutomatically(true)
            .setHttp2ConnectionWindowSize(HTTP2_WINDOW_BYTES);
    options.getInitialSettings().setInitialWindowSize(HTTP2_WINDOW_BYTES / 4);
    settings.tls().ifPresent(tls -> tls.secure(options));
    return options;
  }

  /// Takes over changed objectives and senders.
  public void replace(Predicate<Series> wanted, Senders nowSenders) {
    senders = nowSenders;
    spans.reselect(wanted);
    metrics.reselect(wanted);
  }

  /// What was counted of spans since the last call; the last observation is the one of `at`.
  List<Observation> observe(Instant at) {
    workers.forEach(Worker::forgetTenants);
    return spans.flush(at);
  }

  /// Traces that show what is wrong, by objective and tenant.
  public TraceFinder traces() {
    return exemplars;
  }

  /// What it did since the start.
  public OtlpStats stats() {
    return counters.stats(spans, heard, budget);
  }

  /// Spans and data points over the rate of their tenants since the start.
  public Map<TenantId, Long> overRate() {
    return rates.refused();
  }

  /// The ports that are listened on, in the order of the settings.
  public List<Integer> ports() {
    return List.copyOf(ports);
  }

  /// How often the spans are observed.
  java.time.Duration interval() {
    return settings.interval();
  }

  @Override
  public void close() {
    servers.forEach(HttpServer::close);
    intake.close();
  }
}
