package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.OtlpConfig;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.otlp.OtlpDiagnosis;
import dev.nines.collector.otlp.OtlpReceiver;
import dev.nines.collector.otlp.OtlpSource;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `otlp`: the receiver, and its spans as a source.
final class OtlpKind implements SourceKind {
  private final Surroundings surroundings;
  private volatile @Nullable OtlpReceiver receiver;

  OtlpKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void configure(GatewayConfig config) {
    OtlpReceiver running = receiver;
    if (config.otlp().isEmpty()) {
      return;
    }
    OtlpConfig section = config.otlp().get();
    if (running == null) {
      running =
          new OtlpReceiver(
              section.settings(),
              surroundings.tenants(),
              surroundings.wants(),
              section.senders(),
              (signal, encoding, body) ->
                  surroundings
                      .forwarding()
                      .putOtlp(signal.httpPath(), encoding.contentType(), body),
              surroundings.sink(),
              surroundings.clock());
      running.listen(surroundings.vertx());
      receiver = running;
    } else {
      running.replace(surroundings.wants(), section.senders());
    }
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    OtlpReceiver running = receiver;
    return running == null ? List.of() : List.of(new OtlpSource(running, surroundings.sink()));
  }

  @Override
  public List<String> needsRestart(GatewayConfig now, GatewayConfig next) {
    boolean same =
        now.otlp().map(OtlpConfig::settings).equals(next.otlp().map(OtlpConfig::settings));
    return same ? List.of() : List.of("otlp: changes need a restart, except those of senders_file");
  }

  @Override
  public List<Collector> metrics() {
    return List.of(new OtlpMetrics(() -> Optional.ofNullable(receiver).map(OtlpReceiver::stats)));
  }

  @Override
  public List<TenantSeries> tenantSeries() {
    return List.of(
        new OverRateSeries(
            () -> Optional.ofNullable(receiver).map(OtlpReceiver::overRate).orElse(Map.of())));
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return config.otlp().stream()
        .<Diagnosis>map(each -> new OtlpDiagnosis(each.settings(), surroundings.clock()))
        .toList();
  }

  @Override
  public TraceFinder traces() {
    OtlpReceiver running = receiver;
    return running == null ? TraceFinder.NONE : running.traces();
  }

  @Override
  public void close() {
    OtlpReceiver running = receiver;
    if (running != null) {
      running.close();
    }
  }
}
