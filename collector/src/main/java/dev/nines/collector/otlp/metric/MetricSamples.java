package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.metric.MetricReader.ResourcePoints;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantShares;
import dev.nines.collector.otlp.wire.Exposed;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Turns the points of metrics into observations, one for each resource and instant, as if the
/// resource had been scraped then. Safe between threads; points of one resource are taken in their
/// order.
public final class MetricSamples {
  private static final int MOST_RESOURCES = 20_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// As long as a counter may be unread and its increase still belong to one minute.
  private static final Duration FRESH = Duration.ofSeconds(75);

  private final Duration maxAge;
  private final InstantSource clock;
  private final Consumer<Observation> sink;
  private final LinkedHashMap<String, MetricStream> streams = new LinkedHashMap<>(16, 0.75f, true);
  private volatile Predicate<Series> wanted;

  public MetricSamples(
      Duration maxAge, InstantSource clock, Consumer<Observation> sink, Predicate<Series> wanted) {
    this.maxAge = maxAge;
    this.clock = clock;
    this.sink = sink;
    this.wanted = wanted;
  }

  /// Takes over changed objectives. Every series is asked for anew.
  public synchronized void reselect(Predicate<Series> nowWanted) {
    wanted = nowWanted;
  }

  /// How many points of a request are whose. Those that the sender may not speak for are nobody's.
  public static TenantShares shares(
      List<ResourcePoints> resources, Sender sender, TenantFinder tenants) {
    var shares = new TenantShares();
    for (ResourcePoints resource : resources) {
      for (Point point : resource.points()) {
        int tenant = point.head().tenant();
        if (tenant >= 0 && sender.maySpeakFor(tenants.id(tenant).value())) {
          shares.add(tenant);
        }
      }
    }
    return shares;
  }

  /// Takes the points of a request and hands on what they come to.
  ///
  /// @param over the numbers of tenants whose points are left out
  public synchronized PointOutcomes take(
      List<ResourcePoints> resources, Sender sender, TenantFinder tenants, BitSet over) {
    var outcomes = new PointOutcomes();
    for (ResourcePoints resource : resources) {
      String target = ResourceLabels.target(resource.attributes());
      MetricStream stream = streams.computeIfAbsent(target, name -> new MetricStream());
      stream.clearBatch();
      Map<String, String> labels = ResourceLabels.labels(resource.attributes());
      long now = clock.millis() * NANOS_PER_MILLI;
      var sampler = new PointSampler(stream, labels, wanted, FRESH.toNanos());
      for (Point point : resource.points()) {
        outcomes.count(take(point, now, sender, tenants, over, sampler));
      }
      emit(target, stream.zeros);
      emit(target, stream.samples);
    }
    while (streams.size() > MOST_RESOURCES) {
      streams.pollFirstEntry();
    }
    return outcomes;
  }

  private PointOutcome take(
      Point point,
      long now,
      Sender sender,
      TenantFinder tenants,
      BitSet over,
      PointSampler sampler) {
    Point.Head head = point.head();
    if (head.tenant() == TenantFinder.STRANGER) {
      return PointOutcome.QUARANTINED;
    }
    String tenant = head.tenant() < 0 ? "" : tenants.id(head.tenant()).value();
    if (!sender.maySpeakFor(tenant)) {
      return PointOutcome.FORBIDDEN;
    }
    if (head.tenant() >= 0 && over.get(head.tenant())) {
      return PointOutcome.OVER_RATE;
    }
    if (head.timeNanos() > 0 && now - head.timeNanos() > maxAge.toNanos()) {
      return PointOutcome.TOO_OLD;
    }
    // A sender whose clock is ahead cannot put events into minutes that have not begun.
    long time = head.timeNanos() <= 0 ? now : Math.min(head.timeNanos(), now);
    return sampler.sample(point, tenant, time);
  }

  private void emit(String target, SortedMap<Long, List<Sample>> byTime) {
    byTime.forEach(
        (nanos, samples) ->
            sink.accept(
                new Observation(
                    Exposed.KIND,
                    target,
                    Instant.ofEpochMilli(nanos / NANOS_PER_MILLI),
                    new Reading.Complete(samples, List.of()))));
  }
}
