package dev.nines.collector.gateway;

import dev.nines.collector.gateway.metrics.Family;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;

/// `nines_evaluation_*` and `nines_config_*`: the work of the gateway itself.
final class EvaluationMetrics extends Collector {
  private final Supplier<Evaluation.Stats> evaluation;
  private final Supplier<Reloads> reloads;

  EvaluationMetrics(Supplier<Evaluation.Stats> evaluation, Supplier<Reloads> reloads) {
    this.evaluation = evaluation;
    this.reloads = reloads;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Evaluation.Stats stats = evaluation.get();
    Reloads last = reloads.get();
    return List.of(
        Family.counter("nines_evaluation_ticks", "Evaluations made.").single(stats.ticks()),
        Family.counter("nines_evaluation_failed_ticks", "Evaluations that broke off.")
            .single(stats.failedTicks()),
        Family.counter("nines_evaluation_quarantined", "Counts whose tenant nobody knows.")
            .single(stats.quarantined()),
        Family.counter("nines_evaluation_violations", "Readings that contradicted themselves.")
            .single(stats.violations()),
        Family.gauge("nines_evaluation_last_tick_seconds", "How long the last evaluation took.")
            .single(stats.lastTickSeconds()),
        Family.gauge(
                "nines_config_last_reload_successful",
                "Whether the last reload of the configuration was taken over.")
            .single(last.lastSuccessful() ? 1 : 0),
        Family.gauge(
                "nines_config_last_reload_success_timestamp_seconds",
                "When the present configuration was read.")
            .single(last.lastSuccessAt().getEpochSecond()));
  }
}
