package dev.nines.collector.gateway.metrics;

import dev.nines.alerts.lifecycle.AlertQuality;
import io.prometheus.client.Collector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// `nines_alerts_week_*`: how good the alerts of the last seven days were. Gauges, because what is
/// a week old no longer counts.
public final class AlertQualityMetrics extends Collector {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Supplier<Map<String, AlertQuality>> bySeverity;
  private final Supplier<OptionalInt> missed;

  /// @param bySeverity the last seven days, read from disk, so asked for once a minute at most;
  ///   empty while they cannot be read, and then nothing is exposed
  /// @param missed burns of the last seven days that nobody was paged for; absent until it was
  ///   looked
  public AlertQualityMetrics(
      Supplier<Map<String, AlertQuality>> bySeverity,
      Supplier<OptionalInt> missed,
      InstantSource clock) {
    this.bySeverity = new Remembered<>(bySeverity, REMEMBERED, clock);
    this.missed = missed;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var week = bySeverity.get();
    return List.of(
        family(
            "nines_alerts_week_sent",
            "Alerts that began in the last 7 days.",
            week,
            AlertQuality::sent),
        family(
            "nines_alerts_week_acted_on",
            "Alerts of the last 7 days that somebody acted on.",
            week,
            AlertQuality::actedOn),
        family(
            "nines_alerts_week_flapping",
            "Alerts of the last 7 days that came back within an hour.",
            week,
            AlertQuality::flapping),
        Family.gauge(
                "nines_alerts_week_missed",
                "Burns of the last 7 days that should have paged by the ledger and did not.")
            .each(missed.get().stream().boxed().toList(), List.of(), _ -> List.of(), each -> each));
  }

  private static MetricFamilySamples family(
      String name, String help, Map<String, AlertQuality> week, ToIntFunction<AlertQuality> value) {
    return Family.gauge(name, help)
        .each(
            week.entrySet(),
            List.of("severity"),
            each -> List.of(each.getKey()),
            each -> value.applyAsInt(each.getValue()));
  }
}
