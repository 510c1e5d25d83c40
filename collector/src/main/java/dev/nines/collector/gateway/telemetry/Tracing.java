package dev.nines.collector.gateway.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Traces of the gateway's own work: ticks, readings, reports. Sent by OTLP over HTTP if an
/// endpoint is configured, otherwise spans cost next to nothing and go nowhere. Safe between
/// threads.
public final class Tracing implements AutoCloseable {
  private final Tracer tracer;
  private final Optional<SdkTracerProvider> provider;

  private Tracing(OpenTelemetry telemetry, Optional<SdkTracerProvider> provider) {
    this.tracer = telemetry.getTracer("dev.nines");
    this.provider = provider;
  }

  /// Starts tracing.
  ///
  /// @param endpoint the base address of an OTLP/HTTP receiver, for example `http://localhost:4318`
  /// @param sampleRatio the share of traces that are kept, 0 to 1
  /// @param version the gateway's version
  public static Tracing start(Optional<String> endpoint, double sampleRatio, String version) {
    if (endpoint.isEmpty()) {
      return new Tracing(OpenTelemetry.noop(), Optional.empty());
    }
    String traces = endpoint.get().replaceFirst("/+$", "") + "/v1/traces";
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), "nines")
                    .put(AttributeKey.stringKey("service.version"), version)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampleRatio)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(traces).build())
                    .build())
            .build();
    return new Tracing(
        OpenTelemetrySdk.builder().setTracerProvider(provider).build(), Optional.of(provider));
  }

  /// Does the work within a span of its own; a failure marks the span and is thrown on.
  public <T> T inSpan(String name, Map<String, String> attributes, Callable<T> work)
      throws Exception {
    SpanBuilder builder = tracer.spanBuilder(name);
    attributes.forEach(builder::setAttribute);
    Span span = builder.startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.call();
    } catch (Exception e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /// Sends what is still waiting, for at most a few seconds.
  @Override
  public void close() {
    provider.ifPresent(each -> each.shutdown().join(5, TimeUnit.SECONDS));
  }
}
