package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.otlp.OtlpStats;
import dev.nines.collector.otlp.Signal;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// `nines_otlp_*`: what the receiver took, and what became of it.
final class OtlpMetrics extends Collector {
  private final Supplier<Optional<OtlpStats>> stats;

  OtlpMetrics(Supplier<Optional<OtlpStats>> stats) {
    this.stats = stats;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return stats.get().map(OtlpMetrics::families).orElse(List.of());
  }

  private static List<MetricFamilySamples> families(OtlpStats stats) {
    return List.of(
        requests(stats),
        counter("nines_otlp_refused_senders", "Requests without a valid token.")
            .single(stats.refusedSenders()),
        counter("nines_otlp_received_bytes", "Bytes of requests, unpacked.").single(stats.bytes()),
        byOutcome(
            counter("nines_otlp_spans", "Spans received, by what became of them."),
            stats.spans(),
            outcome -> outcome.label()),
        byOutcome(
            counter("nines_otlp_data_points", "Data points, by what became of them."),
            stats.points(),
            outcome -> outcome.label()),
        counter("nines_otlp_log_records", "Log records received.").single(stats.logRecords()),
        counter("nines_otlp_series_overflows", "Spans whose tenant had no room for a new series.")
            .single(stats.seriesOverflows()),
        Family.gauge("nines_otlp_series", "Histograms that spans are counted in.")
            .single(stats.series()),
        Family.gauge("nines_otlp_services", "Services heard of lately.").single(stats.services()),
        Family.gauge("nines_otlp_held_bytes", "Bytes of requests in memory.")
            .single(stats.heldBytes()),
        Family.gauge("nines_otlp_held_limit_bytes", "How many bytes there may be.")
            .single(stats.heldLimitBytes()));
  }

  private static Family counter(String name, String help) {
    return Family.counter(name, help);
  }

  private static MetricFamilySamples requests(OtlpStats stats) {
    Family family = counter("nines_otlp_requests", "Requests, by signal and result.");
    var samples = new ArrayList<Sample>();
    for (Signal signal : Signal.values()) {
      stats
          .requests()
          .getOrDefault(signal, Map.of())
          .forEach(
              (result, count) ->
                  samples.add(
                      family.sample(
                          List.of("signal", "result"),
                          List.of(signal.name().toLowerCase(Locale.ROOT), result),
                          count)));
    }
    return family.with(samples);
  }

  private static <T> MetricFamilySamples byOutcome(
      Family family, Map<T, Long> counts, Function<T, String> label) {
    return family.each(
        counts.entrySet(),
        List.of("outcome"),
        each -> List.of(label.apply(each.getKey())),
        each -> each.getValue());
  }
}
