package dev.nines.collector.gateway.doctor;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Series;
import dev.nines.slo.sli.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds promises that count the same requests twice: once from a service's spans and once from the
/// metric of the same name that the service sends or exposes itself.
///
/// Is told of every series that is wanted, once. Safe between threads.
public final class DoubleCounting {
  /// The counts that spans are turned into, called like those of the conventions for metrics.
  private static final Set<String> COUNTS =
      Set.of(
          "http_server_request_duration_seconds_count",
          "http_client_request_duration_seconds_count",
          "db_client_operation_duration_seconds_count");

  private static final String MEASURED_BY = "measured_by";
  private static final String SPANS = "spans";
  private static final int MOST_KEPT = 10_000;

  private final List<Objective> objectives;
  private final Map<Twice, Origins> origins = new HashMap<>();
  private Map<Objective, Selection> selections = Map.of();

  /// Where the requests of a promise come from.
  private record Origins(boolean spans, boolean metric) {
    static final Origins NONE = new Origins(false, false);

    boolean both() {
      return spans && metric;
    }
  }

  /// Requests that a promise counts twice.
  ///
  /// @param slo the promise
  /// @param metric the name of the count
  /// @param service who sends both
  public record Twice(String slo, String metric, String service) {

    /// What is wrong, a sentence without full stop.
    public String problem() {
      return "%s: requests of service %s count twice, from its spans and from its metric %s"
          .formatted(slo, service, metric);
    }

    /// What to do about it.
    public String remedy() {
      return "Have it send one of them only, or select one in the query: %1$s{measured_by=\"spans\"} or %1$s{measured_by=\"\"}"
          .formatted(metric);
    }
  }

  /// @param objectives what was promised
  public DoubleCounting(List<Objective> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /// Takes note of a series.
  ///
  /// @return what is counted twice from now on, nothing for nearly every series
  public List<Twice> note(Series series) {
    return COUNTS.contains(series.name()) ? examine(series) : List.of();
  }

  /// Takes note of a series of a metric, as if the same requests came as spans too.
  List<Twice> noteWithSpans(Series series) {
    var labels = new HashMap<>(series.labels());
    labels.put(MEASURED_BY, SPANS);
    note(series);
    return note(new Series(series.name(), labels, series.kind()));
  }

  private synchronized List<Twice> examine(Series series) {
    if (selections.isEmpty()) {
      selections = new HashMap<>();
      objectives.forEach(each -> selections.put(each, new Selection(List.of(each))));
    }
    String service = series.label("service_name").or(() -> series.label("job")).orElse("");
    boolean spans = series.label(MEASURED_BY).orElse("").equals(SPANS);
    var found = new ArrayList<Twice>();
    selections.forEach(
        (objective, selection) -> {
          var key = new Twice(objective.slo(), series.name(), service);
          Origins before = origins.getOrDefault(key, Origins.NONE);
          if (!before.both() && origins.size() < MOST_KEPT && selection.wants(series)) {
            var now = new Origins(before.spans || spans, before.metric || !spans);
            origins.put(key, now);
            if (now.both()) {
              found.add(key);
            }
          }
        });
    return found;
  }
}
