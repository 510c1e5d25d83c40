package dev.nines.collector.otlp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a request carries, with its addresses in both transports.
public enum Signal {
  TRACES("/v1/traces", "trace.v1.TraceService", "rejectedSpans", "ExportTraceServiceRequest"),
  METRICS(
      "/v1/metrics",
      "metrics.v1.MetricsService",
      "rejectedDataPoints",
      "ExportMetricsServiceRequest"),
  LOGS("/v1/logs", "logs.v1.LogsService", "rejectedLogRecords", "ExportLogsServiceRequest");

  private final String httpPath;
  private final String grpcPath;
  private final String rejectedField;
  private final String requestMessage;

  Signal(String httpPath, String service, String rejectedField, String requestMessage) {
    this.httpPath = httpPath;
    this.grpcPath = "/opentelemetry.proto.collector." + service + "/Export";
    this.rejectedField = rejectedField;
    this.requestMessage = requestMessage;
  }

  /// The path below the base address of an OTLP/HTTP server.
  public String httpPath() {
    return httpPath;
  }

  String rejectedField() {
    return rejectedField;
  }

  String requestMessage() {
    return requestMessage;
  }

  static Optional<Signal> ofHttpPath(@Nullable String path) {
    return Arrays.stream(values()).filter(each -> each.httpPath.equals(path)).findFirst();
  }

  static Optional<Signal> ofGrpcPath(@Nullable String path) {
    return Arrays.stream(values()).filter(each -> each.grpcPath.equals(path)).findFirst();
  }
}
