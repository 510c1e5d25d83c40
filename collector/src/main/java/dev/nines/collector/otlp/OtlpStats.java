package dev.nines.collector.otlp;

import dev.nines.collector.otlp.metric.PointOutcome;
import dev.nines.collector.otlp.span.SpanOutcome;
import java.util.EnumMap;
import java.util.Map;

/// What the receiver did since the start, for the gateway's metrics. Every request is in exactly
/// one of the counters of `requests`; every span is in exactly one of `spans`.
///
/// @param requests by signal and result (`accepted`, `malformed`, `too_large`, `refused`, `failed`)
/// @param refusedSenders requests without a valid token or certificate
/// @param bytes received, unpacked
/// @param spans what became of each span
/// @param points what became of each data point of metrics
/// @param logRecords log records received
/// @param seriesOverflows spans that were the first of a series for which its tenant had no room
/// @param series histograms that spans are counted in
/// @param services that were heard lately
/// @param heldBytes bytes of requests in memory
/// @param heldLimitBytes how many there may be
public record OtlpStats(
    Map<Signal, Map<String, Long>> requests,
    long refusedSenders,
    long bytes,
    Map<SpanOutcome, Long> spans,
    Map<PointOutcome, Long> points,
    long logRecords,
    long seriesOverflows,
    int series,
    int services,
    long heldBytes,
    long heldLimitBytes) {

  public OtlpStats {
    var copy = new EnumMap<Signal, Map<String, Long>>(Signal.class);
    requests.forEach((signal, results) -> copy.put(signal, Map.copyOf(results)));
    requests = copy;
    spans = new EnumMap<>(spans);
    points = new EnumMap<>(points);
  }
}
