package dev.nines.collector.forward;

/// The versions of Prometheus remote write.
public enum RemoteWriteProtocol {
  /// Remote write 1.0, which everything understands.
  V1("application/x-protobuf", "0.1.0"),
  /// Remote write 2.0: labels as numbers into one list of texts, types with each series.
  V2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

  private final String contentType;
  private final String version;

  RemoteWriteProtocol(String contentType, String version) {
    this.contentType = contentType;
    this.version = version;
  }

  String contentType() {
    return contentType;
  }

  /// The value of `X-Prometheus-Remote-Write-Version`.
  String version() {
    return version;
  }
}
