package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Puts together what the workers counted, and makes observations of it: one for the time since the
/// last one, with zeros for every series of a service that is still heard, and one for each earlier
/// minute in which late spans ended.
///
/// Safe between threads.
public final class SpanCounts {
  public static final String TARGET = "spans";

  private static final Duration CATALOG_LIFE = Duration.ofHours(1);

  private final SpanRules rules;
  private final Heard heard;
  private final Exemplars exemplars;
  private final List<SpanTally> tallies = new ArrayList<>();
  private Predicate<Series> wanted;
  private SpanCatalog catalog;
  private Instant catalogSince = Instant.MAX;
  private boolean reselected;
  private long overflows;

  public SpanCounts(SpanRules rules, Heard heard, Exemplars exemplars, Predicate<Series> wanted) {
    this.rules = rules;
    this.heard = heard;
    this.exemplars = exemplars;
    this.wanted = wanted;
    this.catalog = new SpanCatalog(rules.bounds(), rules.seriesPerTenant(), wanted);
  }

  /// A tally for one more worker.
  public synchronized SpanTally newTally() {
    var tally = new SpanTally(catalog, rules.bounds());
    tallies.add(tally);
    return tally;
  }

  /// Takes over changed objectives from the next flush on.
  public synchronized void reselect(Predicate<Series> nowWanted) {
    wanted = nowWanted;
    reselected = true;
  }

  /// Spans that were the first of a series for which there was no room, since the start.
  public synchronized long overflows() {
    return overflows + catalog.overflows();
  }

  /// Histograms in use.
  public synchronized int series() {
    return catalog.size();
  }

  /// What was counted since the last flush; the last observation is the one of `at`.
  public synchronized List<Observation> flush(Instant at) {
    SpanCatalog counted = catalog;
    if (catalogSince.equals(Instant.MAX)) {
      catalogSince = at;
    }
    if (reselected || catalogSince.isBefore(at.minus(CATALOG_LIFE))) {
      overflows += catalog.overflows();
      catalog = catalog.renewed(wanted);
      catalogSince = at;
      reselected = false;
    }
    var minutes = new TreeMap<Long, MinuteCounts>();
    var durations = new LinkedHashMap<Timed, LatencyHistogram>();
    var leftOut = new HashSet<TenantId>();
    for (SpanTally tally : tallies) {
      SpanTally.Drained drained = tally.drain(catalog);
      drained.minutes().forEach((minute, counts) -> add(minutes, minute, counts));
      addDurations(durations, counted, drained);
      addExemplars(counted, drained);
      leftOut.addAll(drained.leftOut());
    }
    long now = Math.floorDiv(at.getEpochSecond(), 60L);
    MinuteCounts current = minutes.remove(now);
    var observations = new ArrayList<Observation>();
    minutes.forEach(
        (minute, counts) ->
            observations.add(
                observation(endOf(minute), samples(counted, counts, leftOut), List.of())));
    List<LatencyDelta> latencies = new ArrayList<>();
    durations.forEach(
        (timed, histogram) ->
            latencies.add(new LatencyDelta(timed.tenant, timed.operation, histogram)));
    observations.add(observation(at, allSamples(counted, current, leftOut, at), latencies));
    exemplars.forgetOld(at);
    return observations;
  }

  private record Timed(TenantId tenant, String operation) {}

  private static void add(Map<Long, MinuteCounts> minutes, long minute, MinuteCounts counts) {
    MinuteCounts before = minutes.putIfAbsent(minute, counts);
    if (before != null) {
      before.addAll(counts);
    }
  }

  private static void addDurations(
      Map<Timed, LatencyHistogram> into, SpanCatalog catalog, SpanTally.Drained drained) {
    for (int i = 0; i < drained.durations().length; i++) {
      Durations counted = drained.durations()[i];
      if (counted != null) {
        catalog.use(i);
        SpanSeries series = catalog.get(i);
        if (series.kind() == SpanKey.CALL) {
          continue; // how fast a third party is says nothing of how fast the tenant is served
        }
        String operation =
            series.kind() == SpanKey.REQUEST ? LatencyDelta.REQUEST : LatencyDelta.QUERY;
        into.merge(
            new Timed(series.tenant(), operation), counted.histogram(), LatencyHistogram::plus);
      }
    }
  }

  private void addExemplars(SpanCatalog catalog, SpanTally.Drained drained) {
    for (int i = 0; i < drained.exemplars().length; i++) {
      Exemplar shown = drained.exemplars()[i];
      if (shown != null) {
        exemplars.offer(catalog.get(i), shown);
      }
    }
  }

  private static Instant endOf(long minute) {
    return Instant.ofEpochSecond(minute * 60).plusMillis(59_999);
  }

  private static Observation observation(
      Instant at, List<Sample> samples, List<LatencyDelta> latencies) {
    return new Observation(Exposed.KIND, TARGET, at, new Reading.Complete(samples, latencies));
  }

  /// @param leftOut tenants that have no samples, because half of them could be a wrong ratio
  private List<Sample> samples(SpanCatalog counted, MinuteCounts counts, Set<TenantId> leftOut) {
    var samples = new ArrayList<Sample>();
    for (int row = 0; row < counts.rows(); row++) {
      SpanSeries series = counted.get(counts.series(row));
      if (!leftOut.contains(series.tenant())) {
        addSamples(samples, series, counts, row);
      }
    }
    return samples;
  }

  private List<Sample> allSamples(
      SpanCatalog counted, @Nullable MinuteCounts current, Set<TenantId> leftOut, Instant at) {
    List<SpanSeries> all = counted.all();
    var rows = new int[all.size()];
    for (int row = 0; current != null && row < current.rows(); row++) {
      rows[current.series(row)] = row + 1;
    }
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < rows.length; i++) {
      SpanSeries series = all.get(i);
      boolean observed =
          rows[i] > 0 || heard.within(series.service(), rules.idleAfter(), at.toEpochMilli());
      if (observed && !leftOut.contains(series.tenant())) {
        addSamples(samples, series, current, rows[i] - 1);
      }
    }
    return samples;
  }

  private void addSamples(
      List<Sample> into, SpanSeries series, @Nullable MinuteCounts counts, int row) {
    double total = 0;
    for (int bucket = 0; bucket <= rules.bounds().size(); bucket++) {
      total += counts == null || row < 0 ? 0 : counts.bucket(row, bucket);
      SpanSeries.add(into, series.bucket(bucket), total);
    }
    SpanSeries.add(into, series.sum(), counts == null || row < 0 ? 0 : counts.sumSeconds(row));
    SpanSeries.add(into, series.count(), total);
  }
}
