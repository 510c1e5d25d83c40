package dev.nines.collector.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Makes spans for tests.
public final class Spans {
  private static final ByteString TRACE_ID = ByteString.fromHex("5b8efff798038103d269b633813fc60c");
  private static final ByteString SPAN_ID = ByteString.fromHex("eee19b7ec3c1b174");

  private Spans() {}

  static Span.Builder span(Span.SpanKind kind, Instant end, Duration took, String... attributes) {
    long endNanos = nanos(end);
    return Span.newBuilder()
        .setTraceId(TRACE_ID)
        .setSpanId(SPAN_ID)
        .setKind(kind)
        .setName("a span")
        .setStartTimeUnixNano(endNanos - took.toNanos())
        .setEndTimeUnixNano(endNanos)
        .addAllAttributes(attributes(attributes));
  }

  static Span.Builder request(int status, Duration took) {
    return span(
            Span.SpanKind.SPAN_KIND_SERVER,
            OtlpRig.NOW,
            took,
            "http.request.method",
            "GET",
            "http.route",
            "/orders")
        .addAttributes(number("http.response.status_code", status));
  }

  /// A call of another service; a status of 0 is none.
  static Span.Builder call(int status, Duration took, String peerAttribute, String peer) {
    Span.Builder call =
        span(
            Span.SpanKind.SPAN_KIND_CLIENT,
            OtlpRig.NOW,
            took,
            "http.request.method",
            "POST",
            peerAttribute,
            peer);
    return status == 0 ? call : call.addAttributes(number("http.response.status_code", status));
  }

  static Span.Builder query(String namespace, Duration took) {
    return span(
        Span.SpanKind.SPAN_KIND_CLIENT,
        OtlpRig.NOW,
        took,
        "db.system.name",
        "mariadb",
        "db.namespace",
        namespace,
        "db.operation.name",
        "SELECT");
  }

  static Status error() {
    return Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).build();
  }

  static byte[] export(String tenant, Span.Builder... spans) {
    return request(tenant, spans).toByteArray();
  }

  static ExportTraceServiceRequest request(String tenant, Span.Builder... spans) {
    Resource.Builder resource =
        Resource.newBuilder().addAllAttributes(attributes("service.name", "shop"));
    if (!tenant.isEmpty()) {
      resource.addAllAttributes(attributes("tenant.id", tenant));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource)
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addAllSpans(Arrays.stream(spans).map(Span.Builder::build).toList())))
        .build();
  }

  public static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  public static Iterable<KeyValue> attributes(String... namesAndValues) {
    var all = new java.util.ArrayList<KeyValue>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.add(
          KeyValue.newBuilder()
              .setKey(namesAndValues[i])
              .setValue(AnyValue.newBuilder().setStringValue(namesAndValues[i + 1]))
              .build());
    }
    return all;
  }

  static KeyValue number(String name, long value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
