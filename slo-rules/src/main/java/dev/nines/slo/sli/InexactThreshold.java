package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A latency threshold that is no edge of the histogram that is really exposed. Events between the
/// neighbouring edges count as doubtful: they could be on either side.
///
/// @param objective the objective
/// @param metric the histogram's bucket metric
/// @param thresholdSeconds the edge that the query asks for
/// @param edgesSeconds the edges that there are, ascending, the infinite last one left out
public record InexactThreshold(
    Objective objective, String metric, double thresholdSeconds, List<Double> edgesSeconds) {
  /// Those that the gateway itself counts from spans have their edges in its own configuration.
  private static final Set<String> COUNTED_FROM_SPANS =
      Set.of(
          "http_server_request_duration_seconds_bucket",
          "http_client_request_duration_seconds_bucket",
          "db_client_operation_duration_seconds_bucket");

  public InexactThreshold {
    edgesSeconds = List.copyOf(edgesSeconds);
  }

  /// The next lower edge, 0 if there is none.
  public double lowerSeconds() {
    return edgesSeconds.stream()
        .mapToDouble(Double::doubleValue)
        .filter(edge -> edge < thresholdSeconds)
        .max()
        .orElse(0);
  }

  /// The next higher edge, infinite if that is the last bucket.
  public double upperSeconds() {
    return edgesSeconds.stream()
        .mapToDouble(Double::doubleValue)
        .filter(edge -> edge > thresholdSeconds)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /// What to do about it in a sentence, with the bucket to add.
  public String remedy() {
    return "%s has no bucket le=\"%s\" (its neighbours are %s and %s). Add %s to the buckets of this histogram"
        .formatted(
            metric,
            text(thresholdSeconds),
            text(lowerSeconds()),
            text(upperSeconds()),
            text(thresholdSeconds));
  }

  /// The lines that add the bucket where the histogram is made, to be copied.
  public String snippet() {
    String edges =
        Stream.concat(edgesSeconds.stream(), Stream.of(thresholdSeconds))
            .sorted()
            .map(InexactThreshold::text)
            .collect(Collectors.joining(", ", "[", "]"));
    String lines =
        """
        // prom-client
        buckets: %1$s
        // OpenTelemetry, in the View of the instrument
        aggregation: {type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: {boundaries: %1$s}}
        """
            .formatted(edges);
    return COUNTED_FROM_SPANS.contains(metric)
        ? lines
            + "# counted from spans, in nines.yml\notlp: {latency_bounds_seconds: [%s]}\n"
                .formatted(text(thresholdSeconds))
        : lines;
  }

  private static String text(double edge) {
    if (Double.isInfinite(edge)) {
      return "+Inf";
    }
    return edge == Math.rint(edge) ? String.valueOf((long) edge) : String.valueOf(edge);
  }
}
