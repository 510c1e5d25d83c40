package dev.nines.collector.otlp.span;

import java.time.Duration;
import java.util.List;

/// How spans are counted.
///
/// @param bounds upper bounds of the latency buckets in seconds, ascending
/// @param errors which spans failed
/// @param maxAge spans that ended longer ago are not counted
/// @param trustUnweighted whether a span that says nothing of sampling stands for itself; if not,
///   it feeds no SLO
/// @param seriesPerTenant how many histograms a tenant may have
/// @param idleAfter a service that was not heard for so long is no longer observed
public record SpanRules(
    List<Double> bounds,
    ErrorRule errors,
    Duration maxAge,
    boolean trustUnweighted,
    int seriesPerTenant,
    Duration idleAfter) {

  /// The buckets that the semantic conventions advise for HTTP, and some below for queries.
  public static final List<Double> STANDARD_BOUNDS =
      List.of(
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 1.0, 2.0,
          2.5, 5.0, 7.5, 10.0);

  public SpanRules {
    bounds = bounds.stream().distinct().sorted().toList();
  }
}
