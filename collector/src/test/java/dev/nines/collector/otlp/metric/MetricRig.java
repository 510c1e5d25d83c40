package dev.nines.collector.otlp.metric;

import dev.nines.collector.otlp.OtlpRig;
import dev.nines.collector.otlp.Spans;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.slo.model.Observation;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Takes metrics as they are received, and keeps what they come to.
final class MetricRig {
  /// Of the tenant acme's points without attributes.
  static final String LABELS = "{job=shop, service_name=shop, tenant=acme}";

  private final AttributeNames names = new AttributeNames();
  private final TenantFinder tenants =
      new TenantFinder(OtlpRig.directory(), TenantRule.DEFAULTS, names);
  private final MetricReader reader = new MetricReader(names, tenants);
  final List<Observation> observed = new ArrayList<>();
  private final MetricSamples samples =
      new MetricSamples(
          Duration.ofHours(1), InstantSource.fixed(OtlpRig.NOW), observed::add, series -> true);

  PointOutcomes take(String tenant, Metric.Builder... metrics) throws Exception {
    var scope = ScopeMetrics.newBuilder();
    for (Metric.Builder metric : metrics) {
      scope.addMetrics(metric);
    }
    var resource = Resource.newBuilder().addAllAttributes(Spans.attributes("service.name", "shop"));
    if (!tenant.isEmpty()) {
      resource.addAllAttributes(Spans.attributes("tenant.id", tenant));
    }
    byte[] request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
            .build()
            .toByteArray();
    return samples.take(reader.read(request), Sender.ANYONE, tenants, new BitSet());
  }

  /// Every value by its series.
  Map<String, Double> all() {
    return OtlpRig.samples(observed);
  }
}
