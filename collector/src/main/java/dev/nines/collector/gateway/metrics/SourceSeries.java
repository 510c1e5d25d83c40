package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The last values that the gateway's own sources read, for `/metrics/tenants`. A level is shown
/// while its source is read in full and vanishes when it is not; what sources count from reading to
/// reading is summed up from the start of the process. Safe between threads.
public final class SourceSeries implements TenantSeries {
  /// What we are handed is the business of whoever handed it.
  private static final Set<String> FOREIGN = Set.of("scrape", "otlp");

  /// Whether a target can be reached, told by the scheduler for any source.
  public static final String UP = "up";

  private static final String OURS = "nines_";
  private static final String TOTAL = "_total";

  private record Key(String source, String target) {}

  private final Map<Key, List<Sample>> levels = new ConcurrentHashMap<>();
  private final Map<Series, Double> counts = new ConcurrentHashMap<>();

  /// Takes over what was read.
  public void add(Observation observation) {
    if (FOREIGN.contains(observation.source())) {
      return;
    }
    var key = new Key(observation.source(), observation.target());
    switch (observation.reading()) {
      case Reading.Complete complete -> {
        var shown = new ArrayList<Sample>();
        for (Sample sample : complete.samples()) {
          if (!sample.series().name().startsWith(OURS)) {
            continue;
          }
          if (sample.series().kind() == SampleKind.DELTA) {
            counts.merge(sample.series(), sample.value(), Double::sum);
          } else {
            shown.add(sample);
          }
        }
        levels.put(key, shown);
      }
      case Reading.Unreachable _, Reading.Blind _, Reading.Partial _ -> levels.remove(key);
    }
  }

  /// Forgets sources that are gone.
  public void retain(Collection<? extends Source> sources) {
    Set<Key> kept =
        sources.stream()
            .map(each -> new Key(each.kind(), each.target()))
            .collect(Collectors.toSet());
    levels.keySet().removeIf(key -> !key.source().equals(UP) && !kept.contains(key));
  }

  /// What belongs to no tenant is in the shard of the empty name.
  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    var byName = new TreeMap<String, List<Sample>>();
    levels.values().forEach(all -> all.forEach(each -> sort(each, shard, byName)));
    counts.forEach((series, value) -> sort(new Sample(series, value), shard, byName));
    var families = new ArrayList<Supplier<MetricFamilySamples>>();
    byName.forEach((name, samples) -> families.add(() -> family(name, samples)));
    return families;
  }

  private static void sort(Sample sample, Shard shard, Map<String, List<Sample>> byName) {
    if (shard.holds(sample.series().label("tenant").orElse(""))) {
      byName.computeIfAbsent(sample.series().name(), _ -> new ArrayList<>()).add(sample);
    }
  }

  private static MetricFamilySamples family(String name, List<Sample> samples) {
    boolean level = samples.getFirst().series().kind() == SampleKind.GAUGE;
    String family =
        !level && name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    return new MetricFamilySamples(
        family,
        level ? Collector.Type.GAUGE : Collector.Type.COUNTER,
        "Measured by the gateway; see collector/docs.",
        samples.stream().map(SourceSeries::converted).toList());
  }

  private static MetricFamilySamples.Sample converted(Sample sample) {
    Series series = sample.series();
    return new MetricFamilySamples.Sample(
        series.name(),
        List.copyOf(series.labels().keySet()),
        List.copyOf(series.labels().values()),
        sample.value());
  }
}
