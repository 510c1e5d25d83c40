package dev.nines.collector.gateway;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.BurnRate;
import dev.nines.slo.verdict.Verdict;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The series of the tenants for `/metrics/tenants`, family by family, so that no more than one
/// family is in memory at a time. Names and labels are in the table of `collector/README.md`.
///
/// At most [#MAX_SAMPLES] samples are shown; `nines_exposition_truncated` says whether some were
/// left out. Safe between threads.
final class TenantExposition {
  /// What one answer holds at most; beyond it, ask for shards.
  static final int MAX_SAMPLES = 2_000_000;

  private static final List<String> SLO_LABELS = List.of("tenant", "tier", "service", "slo");

  /// Upper bounds in the scheme of [LatencyHistogram], every doubling from 1 ms to 16 s, so that no
  /// count has to be interpolated.
  private static final List<Integer> BUCKETS =
      Stream.iterate(79, bucket -> bucket + 8).limit(15).toList();

  private final Supplier<List<Verdict>> verdicts;
  private final Supplier<List<EventTotals>> totals;
  private final Map<LatencyKey, LatencyHistogram> latencies = new ConcurrentHashMap<>();
  private final Supplier<List<Tenant>> tenants;

  private record LatencyKey(String tenant, String operation) {}

  TenantExposition(
      Supplier<List<Tenant>> tenants,
      Supplier<List<Verdict>> verdicts,
      Supplier<List<EventTotals>> totals) {
    this.tenants = tenants;
    this.verdicts = verdicts;
    this.totals = totals;
  }

  /// Adds durations to the histograms, which grow from the start of the process.
  void add(LatencyDelta delta) {
    latencies.merge(
        new LatencyKey(delta.tenant().value(), delta.operation()),
        delta.durations(),
        LatencyHistogram::plus);
  }

  /// All families of the tenants in a shard.
  Enumeration<MetricFamilySamples> families(Shard shard) {
    List<Verdict> judged =
        verdicts.get().stream().filter(each -> shard.holds(each.tenant().id().value())).toList();
    var budget = new SampleBudget(MAX_SAMPLES);
    List<Supplier<MetricFamilySamples>> families = new ArrayList<>();
    families.add(() -> budget.limited(info(shard)));
    families.add(() -> budget.limited(events(shard)));
    families.add(
        () ->
            budget.limited(
                gauge(
                    "nines_slo_objective_ratio",
                    "The share of good events promised.",
                    judged,
                    each -> each.objective().targetFor(each.tenant().tier()).doubleValue())));
    families.add(() -> budget.limited(measured(judged)));
    families.add(
        () ->
            budget.limited(
                gauge(
                    "nines_slo_error_budget_remaining_ratio",
                    "The share of the error budget left; below 0 it is overspent.",
                    judged,
                    Verdict::budgetRemainingRatio)));
    families.add(
        () ->
            budget.limited(
                gauge(
                    "nines_slo_coverage_ratio",
                    "The share of the budget window's minutes that were measured.",
                    judged,
                    Verdict::coverageRatio)));
    families.add(() -> budget.limited(burnRates(judged)));
    families.add(() -> budget.limited(durations(LatencyDelta.QUERY, "Database statements", shard)));
    families.add(() -> budget.limited(durations(LatencyDelta.REQUEST, "API requests", shard)));
    families.add(budget::truncated);
    return enumerate(families.iterator());
  }

  private MetricFamilySamples info(Shard shard) {
    List<Sample> samples =
        tenants.get().stream()
            .filter(tenant -> shard.holds(tenant.id().value()))
            .map(
                tenant ->
                    new Sample(
                        "nines_tenant_info",
                        List.of("tenant", "tier", "name"),
                        List.of(tenant.id().value(), tenant.tier(), tenant.name()),
                        1))
            .toList();
    return new MetricFamilySamples(
        "nines_tenant_info", Collector.Type.GAUGE, "The tenants; always 1.", samples);
  }

  private MetricFamilySamples events(Shard shard) {
    var samples = new ArrayList<Sample>();
    for (EventTotals each : totals.get()) {
      if (shard.holds(each.tenant().id().value())) {
        samples.add(event(each, "good", each.good()));
        samples.add(event(each, "bad", each.bad()));
        samples.add(event(each, "doubtful", each.doubtful()));
      }
    }
    return new MetricFamilySamples(
        "nines_sli_events",
        Collector.Type.COUNTER,
        "Events counted since the gateway started.",
        samples);
  }

  private static Sample event(EventTotals each, String outcome, long count) {
    return new Sample(
        "nines_sli_events_total",
        with(SLO_LABELS, "outcome"),
        with(sloValues(each.tenant(), each.objective().service(), each.objective().slo()), outcome),
        count);
  }

  private static MetricFamilySamples gauge(
      String name, String help, List<Verdict> judged, Function<Verdict, Double> value) {
    List<Sample> samples =
        judged.stream()
            .map(each -> new Sample(name, SLO_LABELS, sloValues(each), value.apply(each)))
            .toList();
    return new MetricFamilySamples(name, Collector.Type.GAUGE, help, samples);
  }

  private static MetricFamilySamples measured(List<Verdict> judged) {
    return gauge(
        "nines_slo_sli_ratio",
        "The share of good events over the budget window, doubtful ones as bad.",
        judged.stream().filter(each -> each.sliRatio().isPresent()).toList(),
        each -> each.sliRatio().orElseThrow());
  }

  private static MetricFamilySamples burnRates(List<Verdict> judged) {
    var samples = new ArrayList<Sample>();
    for (Verdict verdict : judged) {
      var byWindow = new TreeMap<Duration, BurnRate>();
      verdict
          .tiers()
          .forEach(
              reading -> {
                byWindow.put(reading.tier().longWindow(), reading.longBurn());
                byWindow.put(reading.tier().shortWindow(), reading.shortBurn());
              });
      List<String> values = sloValues(verdict);
      byWindow.forEach(
          (window, burn) ->
              samples.add(
                  new Sample(
                      "nines_slo_burn_rate",
                      with(SLO_LABELS, "window"),
                      with(values, spelled(window)),
                      burn.low())));
    }
    return new MetricFamilySamples(
        "nines_slo_burn_rate",
        Collector.Type.GAUGE,
        "How many times faster than allowed the error budget burned for certain.",
        samples);
  }

  private MetricFamilySamples durations(String operation, String what, Shard shard) {
    String name = "nines_tenant_" + operation + "_duration_seconds";
    var samples = new ArrayList<Sample>();
    latencies.forEach(
        (key, histogram) -> {
          if (key.operation().equals(operation) && shard.holds(key.tenant())) {
            addHistogram(name, key.tenant(), histogram, samples);
          }
        });
    return new MetricFamilySamples(
        name, Collector.Type.HISTOGRAM, what + " by duration, since the gateway started.", samples);
  }

  private static void addHistogram(
      String name, String tenant, LatencyHistogram histogram, List<Sample> into) {
    List<String> labels = List.of("tenant", "le");
    for (int bucket : BUCKETS) {
      long below =
          histogram.counts().headMap(bucket + 1).values().stream().mapToLong(each -> each).sum();
      String bound = Double.toString(LatencyHistogram.upperBoundSeconds(bucket));
      into.add(new Sample(name + "_bucket", labels, List.of(tenant, bound), below));
    }
    into.add(new Sample(name + "_bucket", labels, List.of(tenant, "+Inf"), histogram.count()));
    into.add(new Sample(name + "_count", List.of("tenant"), List.of(tenant), histogram.count()));
  }

  /// A window as Prometheus writes it: `5m`, `6h`, `3d`.
  static String spelled(Duration window) {
    if (window.toMinutesPart() != 0) {
      return window.toMinutes() + "m";
    }
    return window.toHoursPart() != 0 ? window.toHours() + "h" : window.toDays() + "d";
  }

  private static List<String> sloValues(Verdict verdict) {
    return sloValues(verdict.tenant(), verdict.objective().service(), verdict.objective().slo());
  }

  private static List<String> sloValues(Tenant tenant, String service, String slo) {
    return List.of(tenant.id().value(), tenant.tier(), service, slo);
  }

  private static List<String> with(List<String> list, String last) {
    var longer = new ArrayList<String>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return longer;
  }

  @SuppressWarnings("JdkObsolete") // the simpleclient's writer takes an Enumeration
  private static Enumeration<MetricFamilySamples> enumerate(
      Iterator<Supplier<MetricFamilySamples>> families) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return families.hasNext();
      }

      @Override
      public MetricFamilySamples nextElement() {
        return families.next().get();
      }
    };
  }

  /// How many more samples an answer may hold.
  private static final class SampleBudget {
    private int left;
    private boolean truncated;

    SampleBudget(int samples) {
      this.left = samples;
    }

    MetricFamilySamples limited(MetricFamilySamples family) {
      if (family.samples.size() <= left) {
        left -= family.samples.size();
        return family;
      }
      truncated = true;
      var shown = family.samples.subList(0, left);
      left = 0;
      return new MetricFamilySamples(family.name, family.type, family.help, shown);
    }

    MetricFamilySamples truncated() {
      return new MetricFamilySamples(
          "nines_exposition_truncated",
          Collector.Type.GAUGE,
          "Whether samples were left out because there are too many; then ask for shards.",
          List.of(
              new Sample("nines_exposition_truncated", List.of(), List.of(), truncated ? 1 : 0)));
    }
  }
}
