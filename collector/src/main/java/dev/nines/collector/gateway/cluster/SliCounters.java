package dev.nines.collector.gateway.cluster;

import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The series that the generated rules count: `nines_sli_events_total` and
/// `nines_slo_objective_ratio`, as on `/metrics/tenants`.
final class SliCounters {
  /// Three counters and the target.
  static final int SERIES_PER_PROMISE = 4;

  private static final String SOURCE = "engine";

  private SliCounters() {}

  /// One observation with the counters of all promises.
  static Observation observation(List<EventTotals> totals, Instant at) {
    var samples = new ArrayList<Sample>(totals.size() * SERIES_PER_PROMISE);
    for (EventTotals each : totals) {
      samples.add(event(each, "good", each.good()));
      samples.add(event(each, "bad", each.bad()));
      samples.add(event(each, "doubtful", each.doubtful()));
      samples.add(
          new Sample(
              new Series("nines_slo_objective_ratio", labels(each), SampleKind.GAUGE),
              each.objective().targetFor(each.tenant(), at).doubleValue()));
    }
    return new Observation(
        SOURCE, SOURCE, at, new Observation.Reading.Complete(samples, List.of()));
  }

  /// The same promises with counters at zero: what every start begins with, so that the first
  /// events after it are an increase.
  static List<EventTotals> zero(List<EventTotals> totals) {
    return totals.stream()
        .map(each -> new EventTotals(each.objective(), each.tenant(), 0, 0, 0))
        .toList();
  }

  private static Sample event(EventTotals each, String outcome, long count) {
    Map<String, String> labels = labels(each, Map.of("outcome", outcome));
    return new Sample(new Series("nines_sli_events_total", labels, SampleKind.CUMULATIVE), count);
  }

  private static Map<String, String> labels(EventTotals each) {
    return labels(each, Map.of());
  }

  private static Map<String, String> labels(EventTotals each, Map<String, String> more) {
    var labels = new HashMap<>(more);
    labels.put("tenant", each.tenant().id().value());
    labels.put("tier", each.tenant().tier());
    labels.put("service", each.objective().service());
    labels.put("slo", each.objective().slo());
    return labels;
  }
}
