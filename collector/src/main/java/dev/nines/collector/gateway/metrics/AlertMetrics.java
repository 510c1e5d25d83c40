package dev.nines.collector.gateway.metrics;

import dev.nines.alerts.delivery.InstanceStats;
import dev.nines.alerts.lifecycle.LifecycleStats;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// `nines_alerts_*`: what fires, and whether every Alertmanager knows.
public final class AlertMetrics extends Collector {
  private final Supplier<LifecycleStats> lifecycle;
  private final Supplier<List<InstanceStats>> delivery;

  public AlertMetrics(Supplier<LifecycleStats> lifecycle, Supplier<List<InstanceStats>> delivery) {
    this.lifecycle = lifecycle;
    this.delivery = delivery;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    LifecycleStats alerts = lifecycle.get();
    List<InstanceStats> instances = delivery.get();
    return List.of(
        Family.gauge("nines_alerts_firing", "Alerts that fire.").single(alerts.firing()),
        Family.counter("nines_alerts_fired", "Alerts that began.").single(alerts.fired()),
        Family.counter("nines_alerts_resolved", "Alerts that ended.").single(alerts.resolved()),
        Family.counter("nines_alerts_store_failures", "Failures of the alert store.")
            .single(alerts.storeFailures()),
        each(
            Family.counter("nines_alerts_sent", "Alerts that an instance accepted."),
            instances,
            InstanceStats::sent),
        each(
            Family.counter("nines_alerts_refused", "Alerts that an instance would not have."),
            instances,
            InstanceStats::refused),
        each(
            Family.counter("nines_alerts_failed_requests", "Requests that failed."),
            instances,
            InstanceStats::failedRequests),
        each(
            Family.counter("nines_alerts_dropped", "Alerts that did not fit into the outbox."),
            instances,
            InstanceStats::dropped),
        each(
            Family.gauge("nines_alerts_waiting", "Alerts that an instance must still be told."),
            instances,
            InstanceStats::waiting),
        each(
            Family.gauge(
                "nines_alerts_clock_skew_seconds", "How far an instance's clock is ahead."),
            instances,
            instance -> instance.clockSkew().map(skew -> skew.toMillis() / 1e3).orElse(0.0)));
  }

  private static MetricFamilySamples each(
      Family family, List<InstanceStats> instances, ToDoubleFunction<InstanceStats> value) {
    return family.each(
        instances, List.of("alertmanager"), instance -> List.of(instance.url()), value);
  }
}
