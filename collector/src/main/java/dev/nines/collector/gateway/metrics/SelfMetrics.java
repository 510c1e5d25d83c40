package dev.nines.collector.gateway.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.List;

/// The registry behind `/metrics`: what Micrometer measures of the JVM and the process, and the
/// gateway's own state, on the Prometheus simpleclient.
public final class SelfMetrics {
  private SelfMetrics() {}

  /// A registry of its own for one gateway.
  ///
  /// Micrometer calls its simpleclient registry deprecated in favour of the newer client; the
  /// simpleclient is this product's given.
  ///
  /// @param rooms what the rooms of the gateway have counted
  @SuppressWarnings("deprecation")
  public static CollectorRegistry registry(List<? extends Collector> rooms) {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ClassLoaderMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    CollectorRegistry registry = meters.getPrometheusRegistry();
    rooms.forEach(registry::register);
    return registry;
  }
}
