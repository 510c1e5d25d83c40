package dev.nines.collector.gateway.metrics;

import dev.nines.collector.source.SourceHealth;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// `nines_source_*`: how every source that is read on a schedule is doing.
public final class SourceMetrics extends Collector {
  private static final List<String> LABELS = List.of("kind", "target");

  private final Supplier<List<SourceHealth>> sources;

  public SourceMetrics(Supplier<List<SourceHealth>> sources) {
    this.sources = sources;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<SourceHealth> health = sources.get();
    return List.of(
        each(
            Family.gauge("nines_source_up", "Whether the last reading was whole."),
            health,
            source -> source.state() == SourceHealth.State.OK ? 1 : 0),
        each(
            Family.gauge("nines_source_last_reading_seconds", "How long the last reading took."),
            health,
            source -> source.lastTook().toNanos() / 1e9),
        each(
            Family.gauge(
                "nines_source_last_complete_timestamp_seconds",
                "When the last whole reading was made, 0 for never."),
            health,
            source -> source.lastCompleteAt().map(Instant::getEpochSecond).orElse(0L)),
        each(
            Family.counter("nines_source_readings", "Readings made."),
            health,
            SourceHealth::readings),
        each(
            Family.counter("nines_source_failures", "Readings that were not whole."),
            health,
            SourceHealth::failures),
        problems(health));
  }

  /// At most one series a source at a time, since a reason names what is wrong and not each case of
  /// it.
  private static MetricFamilySamples problems(List<SourceHealth> health) {
    return Family.gauge("nines_source_problem", "1 while the last reading was not whole: why.")
        .each(
            health.stream().filter(source -> !source.reason().isEmpty()).toList(),
            List.of("kind", "target", "state", "reason"),
            source ->
                List.of(
                    source.kind(),
                    source.target(),
                    source.state().name().toLowerCase(Locale.ROOT),
                    source.reason()),
            _ -> 1);
  }

  private static MetricFamilySamples each(
      Family family, List<SourceHealth> health, ToDoubleFunction<SourceHealth> value) {
    return family.each(health, LABELS, source -> List.of(source.kind(), source.target()), value);
  }
}
