package dev.nines.collector.gateway.metrics;

import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.slo.engine.EventTotals;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.BurnRate;
import dev.nines.slo.verdict.Verdict;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The tenants, their promises, and how these are kept: `nines_tenant_info`, `nines_sli_*` and
/// `nines_slo_*`.
public final class SloSeries implements TenantSeries {
  private static final List<String> SLO_LABELS = List.of("tenant", "tier", "service", "slo");
  private static final List<String> OUTCOME_LABELS = with(SLO_LABELS, "outcome");
  private static final List<String> WINDOW_LABELS = with(SLO_LABELS, "window");
  private static final Family EVENTS =
      Family.counter("nines_sli_events", "Events counted since the gateway started.");
  private static final Family BURN_RATE =
      Family.gauge(
          "nines_slo_burn_rate",
          "How many times faster than allowed the error budget burned for certain.");

  private final Supplier<? extends Collection<Tenant>> tenants;
  private final Supplier<List<Verdict>> verdicts;
  private final Supplier<List<EventTotals>> totals;

  /// @param tenants all of them
  /// @param verdicts those of the last evaluation
  /// @param totals events since the start
  public SloSeries(
      Supplier<? extends Collection<Tenant>> tenants,
      Supplier<List<Verdict>> verdicts,
      Supplier<List<EventTotals>> totals) {
    this.tenants = tenants;
    this.verdicts = verdicts;
    this.totals = totals;
  }

  @Override
  public List<Supplier<MetricFamilySamples>> families(Shard shard) {
    List<Verdict> judged =
        verdicts.get().stream().filter(each -> shard.holds(each.tenant().id().value())).toList();
    return List.of(
        () -> info(shard),
        () -> events(shard),
        () ->
            gauge(
                "nines_slo_objective_ratio",
                "The share of good events promised.",
                judged,
                each -> each.target().doubleValue()),
        () ->
            gauge(
                "nines_slo_sli_ratio",
                "The share of good events over the budget window, doubtful ones as bad.",
                judged.stream().filter(each -> each.sliRatio().isPresent()).toList(),
                each -> each.sliRatio().orElseThrow()),
        () ->
            gauge(
                "nines_slo_error_budget_remaining_ratio",
                "The share of the error budget left; below 0 it is overspent.",
                judged,
                Verdict::budgetRemainingRatio),
        () ->
            gauge(
                "nines_slo_coverage_ratio",
                "The share of the budget window's minutes that were measured.",
                judged,
                Verdict::coverageRatio),
        () -> burnRates(judged));
  }

  private MetricFamilySamples info(Shard shard) {
    return Family.gauge("nines_tenant_info", "The tenants; always 1.")
        .each(
            tenants.get().stream().filter(tenant -> shard.holds(tenant.id().value())).toList(),
            List.of("tenant", "tier", "name"),
            tenant -> List.of(tenant.id().value(), tenant.tier(), tenant.name()),
            _ -> 1);
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
    return EVENTS.with(samples);
  }

  private static Sample event(EventTotals each, String outcome, long count) {
    List<String> slo = sloValues(each.tenant(), each.objective().service(), each.objective().slo());
    return EVENTS.sample(OUTCOME_LABELS, with(slo, outcome), (double) count);
  }

  private static MetricFamilySamples gauge(
      String name, String help, List<Verdict> judged, ToDoubleFunction<Verdict> value) {
    return Family.gauge(name, help).each(judged, SLO_LABELS, SloSeries::sloValues, value);
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
      List<String> slo = sloValues(verdict);
      byWindow.forEach(
          (window, burn) ->
              samples.add(BURN_RATE.sample(WINDOW_LABELS, with(slo, spelled(window)), burn.low())));
    }
    return BURN_RATE.with(samples);
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
    return List.copyOf(longer);
  }
}
