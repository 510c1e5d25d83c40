package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.InstanceStats;
import dev.nines.alerts.lifecycle.LifecycleStats;
import dev.nines.collector.source.SourceHealth;
import dev.nines.slo.ledger.LedgerStats;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The gateway's own state for `/metrics`: sources, ledger, evaluation, alerts. Read from the
/// rooms' statistics at each scrape, so nothing is counted twice. Names are in the table of
/// `collector/README.md`.
final class GatewayCollector extends Collector {
  private final Supplier<List<SourceHealth>> sources;
  private final Supplier<LedgerStats> ledger;
  private final Supplier<Evaluation.Stats> evaluation;
  private final Supplier<LifecycleStats> lifecycle;
  private final Supplier<List<InstanceStats>> delivery;
  private final Supplier<Reloads> reloads;

  /// What became of reloads.
  ///
  /// @param lastSuccessful whether the last one was taken over
  /// @param lastSuccessAt when the present configuration was read
  record Reloads(boolean lastSuccessful, Instant lastSuccessAt) {}

  GatewayCollector(
      Supplier<List<SourceHealth>> sources,
      Supplier<LedgerStats> ledger,
      Supplier<Evaluation.Stats> evaluation,
      Supplier<LifecycleStats> lifecycle,
      Supplier<List<InstanceStats>> delivery,
      Supplier<Reloads> reloads) {
    this.sources = sources;
    this.ledger = ledger;
    this.evaluation = evaluation;
    this.lifecycle = lifecycle;
    this.delivery = delivery;
    this.reloads = reloads;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new ArrayList<MetricFamilySamples>();
    addSources(families, sources.get());
    addLedger(families, ledger.get());
    addEvaluation(families, evaluation.get());
    addLifecycle(families, lifecycle.get());
    addDelivery(families, delivery.get());
    addReloads(families, reloads.get());
    return families;
  }

  private static void addSources(List<MetricFamilySamples> into, List<SourceHealth> health) {
    into.add(
        bySource(
            gauge("nines_source_up", "Whether the last reading was whole."),
            health,
            each -> each.state() == SourceHealth.State.OK ? 1 : 0));
    into.add(
        bySource(
            gauge("nines_source_last_reading_seconds", "How long the last reading took."),
            health,
            each -> each.lastTook().toNanos() / 1e9));
    into.add(
        bySource(
            gauge(
                "nines_source_last_complete_timestamp_seconds",
                "When the last whole reading was made, 0 for never."),
            health,
            each -> each.lastCompleteAt().map(Instant::getEpochSecond).orElse(0L)));
    into.add(
        bySource(
            counter("nines_source_readings", "Readings made."), health, SourceHealth::readings));
    into.add(
        bySource(
            counter("nines_source_failures", "Readings that were not whole."),
            health,
            SourceHealth::failures));
  }

  private static void addLedger(List<MetricFamilySamples> into, LedgerStats stats) {
    into.add(single(counter("nines_ledger_batches", "Commits made."), stats.batches()));
    into.add(
        single(
            counter("nines_ledger_undurable_batches", "Commits the disk did not take at once."),
            stats.undurableBatches()));
    into.add(single(counter("nines_ledger_entries", "Entries accepted."), stats.entries()));
    into.add(
        single(
            counter("nines_ledger_refused_entries", "Entries that cannot be."),
            stats.refusedEntries()));
    into.add(
        single(
            counter("nines_ledger_restatements", "Entries for closed minutes."),
            stats.restatements()));
    into.add(
        single(
            counter("nines_ledger_journal_bytes", "Bytes written to the journal."),
            stats.journalBytes()));
    into.add(
        single(
            counter("nines_ledger_sealed_bytes", "Bytes written to sealed hours."),
            stats.sealedBytes()));
    into.add(
        single(
            counter("nines_ledger_forced_seconds", "Time spent waiting for the disk."),
            stats.forcedSeconds()));
    into.add(
        single(
            counter("nines_ledger_failed_seals", "Seals that the disk did not take."),
            stats.failedSeals()));
    into.add(
        single(
            gauge("nines_ledger_undurable", "Whether the last commit waits for the disk."),
            stats.undurable()));
    into.add(single(gauge("nines_ledger_series", "Series in the catalog."), stats.series()));
    into.add(
        single(
            gauge("nines_ledger_damages", "Things that could not be read back."), stats.damages()));
  }

  private static void addEvaluation(List<MetricFamilySamples> into, Evaluation.Stats stats) {
    into.add(single(counter("nines_evaluation_ticks", "Evaluations made."), stats.ticks()));
    into.add(
        single(
            counter("nines_evaluation_failed_ticks", "Evaluations that broke off."),
            stats.failedTicks()));
    into.add(
        single(
            counter("nines_evaluation_quarantined", "Counts whose tenant nobody knows."),
            stats.quarantined()));
    into.add(
        single(
            counter("nines_evaluation_violations", "Readings that contradicted themselves."),
            stats.violations()));
    into.add(
        single(
            gauge("nines_evaluation_last_tick_seconds", "How long the last evaluation took."),
            stats.lastTickSeconds()));
  }

  private static void addLifecycle(List<MetricFamilySamples> into, LifecycleStats stats) {
    into.add(single(gauge("nines_alerts_firing", "Alerts that fire."), stats.firing()));
    into.add(single(counter("nines_alerts_fired", "Alerts that began."), stats.fired()));
    into.add(single(counter("nines_alerts_resolved", "Alerts that ended."), stats.resolved()));
    into.add(
        single(
            counter("nines_alerts_store_failures", "Failures of the alert store."),
            stats.storeFailures()));
  }

  private static void addDelivery(List<MetricFamilySamples> into, List<InstanceStats> stats) {
    into.add(
        byInstance(
            counter("nines_alerts_sent", "Alerts that an instance accepted."),
            stats,
            InstanceStats::sent));
    into.add(
        byInstance(
            counter("nines_alerts_refused", "Alerts that an instance would not have."),
            stats,
            InstanceStats::refused));
    into.add(
        byInstance(
            counter("nines_alerts_failed_requests", "Requests that failed."),
            stats,
            InstanceStats::failedRequests));
    into.add(
        byInstance(
            counter("nines_alerts_dropped", "Alerts that did not fit into the outbox."),
            stats,
            InstanceStats::dropped));
    into.add(
        byInstance(
            gauge("nines_alerts_waiting", "Alerts that an instance must still be told."),
            stats,
            InstanceStats::waiting));
    into.add(
        byInstance(
            gauge("nines_alerts_clock_skew_seconds", "How far an instance's clock is ahead."),
            stats,
            each -> each.clockSkew().map(skew -> skew.toMillis() / 1e3).orElse(0.0)));
  }

  private static void addReloads(List<MetricFamilySamples> into, Reloads reloads) {
    into.add(
        single(
            gauge(
                "nines_config_last_reload_successful",
                "Whether the last reload of the configuration was taken over."),
            reloads.lastSuccessful() ? 1 : 0));
    into.add(
        single(
            gauge(
                "nines_config_last_reload_success_timestamp_seconds",
                "When the present configuration was read."),
            reloads.lastSuccessAt().getEpochSecond()));
  }

  private static Family gauge(String name, String help) {
    return new Family(name, help, false);
  }

  private static Family counter(String name, String help) {
    return new Family(name, help, true);
  }

  private static MetricFamilySamples single(Family family, long value) {
    return single(family, (double) value);
  }

  private static MetricFamilySamples single(Family family, double value) {
    return family.counter()
        ? new CounterMetricFamily(family.name(), family.help(), value)
        : new GaugeMetricFamily(family.name(), family.help(), value);
  }

  private static MetricFamilySamples bySource(
      Family family, List<SourceHealth> health, ToDoubleFunction<SourceHealth> value) {
    return family.of(
        List.of("kind", "target"), health, each -> List.of(each.kind(), each.target()), value);
  }

  private static MetricFamilySamples byInstance(
      Family family, List<InstanceStats> stats, ToDoubleFunction<InstanceStats> value) {
    return family.of(List.of("alertmanager"), stats, each -> List.of(each.url()), value);
  }

  /// A family before it has samples.
  private record Family(String name, String help, boolean counter) {
    <T> MetricFamilySamples of(
        List<String> labels,
        List<T> all,
        java.util.function.Function<T, List<String>> values,
        ToDoubleFunction<T> value) {
      String sampleName = counter ? name + "_total" : name;
      List<MetricFamilySamples.Sample> samples =
          all.stream()
              .map(
                  each ->
                      new MetricFamilySamples.Sample(
                          sampleName, labels, values.apply(each), value.applyAsDouble(each)))
              .toList();
      return new MetricFamilySamples(name, counter ? Type.COUNTER : Type.GAUGE, help, samples);
    }
  }
}
