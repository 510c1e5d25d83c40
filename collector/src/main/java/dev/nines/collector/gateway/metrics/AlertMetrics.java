package dev.nines.collector.gateway.metrics;

import dev.nines.alerts.delivery.InstanceStats;
import dev.nines.alerts.lifecycle.LifecycleStats;
import dev.nines.alerts.sink.SinkStats;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// `nines_alerts_*`: what fires, and whether every Alertmanager knows.
public final class AlertMetrics extends Collector {
  private final Supplier<LifecycleStats> lifecycle;
  private final Supplier<List<InstanceStats>> delivery;
  private final Supplier<List<SinkStats>> sinks;

  public AlertMetrics(
      Supplier<LifecycleStats> lifecycle,
      Supplier<List<InstanceStats>> delivery,
      Supplier<List<SinkStats>> sinks) {
    this.lifecycle = lifecycle;
    this.delivery = delivery;
    this.sinks = sinks;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    LifecycleStats alerts = lifecycle.get();
    List<InstanceStats> instances = delivery.get();
    List<SinkStats> told = sinks.get();
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
            instance -> instance.clockSkew().map(skew -> skew.toMillis() / 1e3).orElse(0.0)),
        eachSink(
            Family.counter("nines_alerts_sink_sent", "Notices that a sink took."),
            told,
            SinkStats::sent),
        eachSink(
            Family.counter("nines_alerts_sink_refused", "Notices that a sink never will take."),
            told,
            SinkStats::refused),
        eachSink(
            Family.counter("nines_alerts_sink_failures", "Attempts that failed."),
            told,
            SinkStats::failures));
  }

  private static MetricFamilySamples eachSink(
      Family family, List<SinkStats> sinks, ToDoubleFunction<SinkStats> value) {
    return family.each(sinks, List.of("sink"), sink -> List.of(sink.sink()), value);
  }

  private static MetricFamilySamples each(
      Family family, List<InstanceStats> instances, ToDoubleFunction<InstanceStats> value) {
    return family.each(
        instances, List.of("alertmanager"), instance -> List.of(instance.url()), value);
  }
}
