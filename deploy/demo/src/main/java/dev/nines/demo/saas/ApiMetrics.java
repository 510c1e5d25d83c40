package dev.nines.demo.saas;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// What the API says of itself at `/metrics`: the duration of each request by tenant, operation and
/// status, and its version. The edges of the buckets are the thresholds that are promised (0.1,
/// 0.2, 0.5 and 2 s) and some between them.
final class ApiMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Histogram requests =
      Histogram.build()
          .name("http_request_duration_seconds")
          .help("Duration of the requests to the API.")
          .labelNames("tenant", "operation", "status")
          .buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5)
          .register(registry);

  /// Begins with all series at zero, so that the first failure is an increase.
  ApiMetrics(List<DemoTenant> tenants) {
    Gauge.build()
        .name("saas_build_info")
        .help("The SaaS's version, as a label.")
        .labelNames("version")
        .register(registry)
        .labels("demo")
        .set(1);
    for (DemoTenant tenant : tenants) {
      for (Operation operation : Operation.values()) {
        child(tenant, operation, operation.success());
        child(tenant, operation, ERROR);
      }
    }
  }

  static final int ERROR = 500;

  void observe(DemoTenant tenant, Operation operation, int status, long nanos) {
    child(tenant, operation, status).observe(nanos / NANOS_PER_SECOND);
  }

  /// The exposition in Prometheus's text format.
  String exposition() {
    var writer = new StringWriter();
    try {
      TextFormat.write004(writer, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  private Histogram.Child child(DemoTenant tenant, Operation operation, int status) {
    return requests.labels(tenant.id().value(), operation.text(), Integer.toString(status));
  }
}
