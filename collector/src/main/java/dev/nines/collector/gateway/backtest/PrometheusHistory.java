package dev.nines.collector.gateway.backtest;

import dev.nines.collector.gateway.cluster.PrometheusClient;
import dev.nines.slo.backtest.History;
import dev.nines.slo.backtest.HistoryBuilder;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Selection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// History from a Prometheus: the raw samples of every series that the objectives select, scrape by
/// scrape, given to the very selection that the engine counts with. So resets, gaps and new series
/// count as they would have.
final class PrometheusHistory implements HistoryReader {
  private static final Duration CHUNK = Duration.ofHours(1);
  private static final Pattern COUNTER = Pattern.compile(".*_(total|count|sum|bucket)");

  private final RangeQueries queries;

  /// The part of Prometheus' API that is asked.
  interface RangeQueries {
    /// The `data.result` of an instant query for a range selector.
    JsonArray samples(String rangeSelector, Instant at) throws IOException;
  }

  PrometheusHistory(RangeQueries queries) {
    this.queries = queries;
  }

  /// The scrapes of one target by time, each with its samples by series.
  private static final class Scrapes {
    private final TreeMap<Long, Map<Series, Double>> byMillis = new TreeMap<>();
  }

  @Override
  public Map<Objective, SortedMap<String, History>> read(
      List<Objective> objectives, Instant from, Instant to) throws IOException {
    var selection = new Selection(objectives);
    var builders = new IdentityHashMap<Objective, SortedMap<String, HistoryBuilder>>();
    objectives.forEach(objective -> builders.put(objective, new TreeMap<>()));
    long fromMinute = Math.floorDiv(from.getEpochSecond(), 60L);
    long toMinute = Math.floorDiv(to.getEpochSecond(), 60L);
    for (Instant start = from; start.isBefore(to); start = start.plus(CHUNK)) {
      Instant end = start.plus(CHUNK).isBefore(to) ? start.plus(CHUNK) : to;
      for (Contribution each : replay(selection, chunk(selection, start, end))) {
        SortedMap<String, HistoryBuilder> byGroup = builders.get(each.objective());
        if (byGroup != null) {
          byGroup
              .computeIfAbsent(each.group(), _ -> new HistoryBuilder(fromMinute, toMinute))
              .add(each);
        }
      }
    }
    var histories = new IdentityHashMap<Objective, SortedMap<String, History>>();
    builders.forEach(
        (objective, byGroup) -> {
          var built = new TreeMap<String, History>();
          byGroup.forEach((group, b) -> built.put(group, b.buildFromFirstObserved()));
          histories.put(objective, built);
        });
    return histories;
  }

  private Map<String, Scrapes> chunk(Selection selection, Instant start, Instant end)
      throws IOException {
    var targets = new TreeMap<String, Scrapes>();
    String range = "[" + Duration.between(start, end).toSeconds() + "s]";
    for (String selector : selection.selectors()) {
      for (Object each : queries.samples(selector + range, end)) {
        if (each instanceof JsonObject series) {
          add(series, start, targets);
        }
      }
    }
    return targets;
  }

  private static void add(JsonObject json, Instant after, Map<String, Scrapes> targets) {
    var labels = new HashMap<String, String>();
    json.getJsonObject("metric")
        .forEach(label -> labels.put(label.getKey(), text(label.getValue())));
    String name = labels.getOrDefault("__name__", "");
    labels.remove("__name__");
    SampleKind kind = COUNTER.matcher(name).matches() ? SampleKind.CUMULATIVE : SampleKind.GAUGE;
    var series = new Series(name, labels, kind);
    String target = labels.getOrDefault("job", "") + "/" + labels.getOrDefault("instance", "");
    Scrapes scrapes = targets.computeIfAbsent(target, _ -> new Scrapes());
    for (Object each : json.getJsonArray("values")) {
      if (each instanceof JsonArray pair) {
        long millis = Math.round(pair.getDouble(0) * 1000);
        if (millis > after.toEpochMilli()) {
          scrapes
              .byMillis
              .computeIfAbsent(millis, _ -> new LinkedHashMap<>())
              .put(series, PrometheusClient.number(pair.getString(1)));
        }
      }
    }
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  private static List<Contribution> replay(Selection selection, Map<String, Scrapes> targets) {
    var counts = new ArrayList<Contribution>();
    targets.forEach(
        (target, scrapes) ->
            scrapes.byMillis.forEach(
                (millis, values) -> {
                  var samples = new ArrayList<Sample>(values.size());
                  values.forEach((series, value) -> samples.add(new Sample(series, value)));
                  var reading = new Observation.Reading.Complete(samples, List.of());
                  Instant at = Instant.ofEpochMilli(millis);
                  counts.addAll(
                      selection
                          .accept(new Observation("prometheus", target, at, reading))
                          .counts());
                }));
    return counts;
  }
}
