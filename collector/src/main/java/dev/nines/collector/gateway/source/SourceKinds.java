package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import io.prometheus.client.Collector;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// All kinds of sources, as one.
public final class SourceKinds implements SourceKind {
  private final List<SourceKind> kinds;

  SourceKinds(List<SourceKind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /// The kinds that this gateway knows. A new one is a line here.
  public static SourceKinds all(Surroundings surroundings) {
    return new SourceKinds(
        List.of(
            new ScrapeKind(surroundings),
            new MariaDbKind(surroundings),
            new PostgresKind(surroundings),
            new BusinessKind(surroundings),
            new CanaryKind(surroundings),
            new QueueKind(surroundings),
            new HeartbeatKind(surroundings),
            new SentryKind(surroundings),
            new ProbeKind(surroundings),
            new OtlpKind(surroundings)));
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return each(kind -> kind.sources(config));
  }

  @Override
  public List<String> needsRestart(GatewayConfig now, GatewayConfig next) {
    return each(kind -> kind.needsRestart(now, next));
  }

  @Override
  public void configure(GatewayConfig config) {
    kinds.forEach(kind -> kind.configure(config));
  }

  @Override
  public void mount(Router router) {
    kinds.forEach(kind -> kind.mount(router));
  }

  @Override
  public List<Collector> metrics() {
    return each(SourceKind::metrics);
  }

  @Override
  public List<TenantSeries> tenantSeries() {
    return each(SourceKind::tenantSeries);
  }

  @Override
  public TraceFinder traces() {
    return (objective, tenant) ->
        kinds.stream().flatMap(kind -> kind.traces().worst(objective, tenant).stream()).findFirst();
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return each(kind -> kind.diagnoses(config));
  }

  @Override
  public void close() {
    kinds.forEach(SourceKind::close);
  }

  private <T> List<T> each(Function<SourceKind, List<T>> part) {
    return kinds.stream().flatMap(kind -> stream(part, kind)).toList();
  }

  private static <T> Stream<T> stream(Function<SourceKind, List<T>> part, SourceKind kind) {
    return part.apply(kind).stream();
  }
}
