package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.tenant.Senders;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The OpenTelemetry SDK for Java sends for real.
class OtelSdkIT {
  private static final int SPANS = 1000;
  private static final Resource SHOP =
      Resource.create(
          Attributes.of(
              AttributeKey.stringKey("service.name"), "shop",
              AttributeKey.stringKey("tenant.id"), "acme"));

  private static OtlpRig rig() {
    return new OtlpRig(OtlpRig.SETTINGS, Senders.everybody(), Optional.of(InstantSource.system()));
  }

  @ParameterizedTest
  @CsvSource({"http, none", "http, gzip", "grpc, none", "grpc, gzip"})
  void itsSpansAreCountedEachOnce(String transport, String compression) {
    try (OtlpRig rig = rig()) {
      SdkTracerProvider tracing =
          SdkTracerProvider.builder()
              .setResource(SHOP)
              .addSpanProcessor(
                  BatchSpanProcessor.builder(spanExporter(transport, compression, rig.port()))
                      .build())
              .build();
      for (int i = 0; i < SPANS; i++) {
        tracing
            .get("test")
            .spanBuilder("GET /orders")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", "GET")
            .setAttribute("http.route", "/orders")
            .setAttribute("http.response.status_code", i % 10 == 0 ? 500 : 200)
            .startSpan()
            .end();
      }
      tracing.shutdown().join(20, TimeUnit.SECONDS);

      double counted =
          OtlpRig.samples(rig.receiver.observe(InstantSource.system().instant()))
              .entrySet()
              .stream()
              .filter(each -> each.getKey().contains("_count"))
              .mapToDouble(each -> each.getValue())
              .sum();

      assertThat(rig.receiver.stats().spans()).containsEntry(SpanOutcome.COUNTED, (long) SPANS);
      assertThat(counted).isEqualTo(SPANS);
    }
  }

  private static SpanExporter spanExporter(String transport, String compression, int port) {
    return transport.equals("grpc")
        ? OtlpGrpcSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + port)
            .setCompression(compression)
            .build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + port + "/v1/traces")
            .setCompression(compression)
            .build();
  }

  @ParameterizedTest
  @CsvSource({"http, none", "http, gzip", "grpc, none", "grpc, gzip"})
  void itsMetricsBecomeSamples(String transport, String compression) {
    try (OtlpRig rig = rig()) {
      MetricExporter exporter = metricExporter(transport, compression, rig.port());
      SdkMeterProvider metrics =
          SdkMeterProvider.builder()
              .setResource(SHOP)
              .registerMetricReader(
                  PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
              .build();
      metrics.get("test").counterBuilder("orders.placed").build().add(7);
      metrics
          .get("test")
          .histogramBuilder("http.server.request.duration")
          .setUnit("s")
          .build()
          .record(0.2);
      metrics.forceFlush().join(20, TimeUnit.SECONDS);
      metrics.shutdown().join(20, TimeUnit.SECONDS);

      await()
          .untilAsserted(
              () ->
                  assertThat(rig.metricSamples())
                      .anySatisfy(
                          (series, value) -> {
                            assertThat(series)
                                .startsWith("orders_placed_total{")
                                .contains("tenant=acme");
                            assertThat(value).isGreaterThanOrEqualTo(7);
                          })
                      .anySatisfy(
                          (series, value) ->
                              assertThat(series)
                                  .startsWith("http_server_request_duration_seconds_bucket{")
                                  .contains("le=5,")));
    }
  }

  private static MetricExporter metricExporter(String transport, String compression, int port) {
    return transport.equals("grpc")
        ? OtlpGrpcMetricExporter.builder()
            .setEndpoint("http://127.0.0.1:" + port)
            .setCompression(compression)
            .build()
        : OtlpHttpMetricExporter.builder()
            .setEndpoint("http://127.0.0.1:" + port + "/v1/metrics")
            .setCompression(compression)
            .build();
  }
}
