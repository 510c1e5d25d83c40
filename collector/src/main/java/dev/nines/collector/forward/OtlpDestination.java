package dev.nines.collector.forward;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Sends OTLP requests on as they came: the same bytes in the same encoding, by OTLP/HTTP.
///
/// A record is the path, the content type and the body.
final class OtlpDestination implements Destination {
  private final URI endpoint;
  private final boolean gzip;
  private final HttpSending sending;

  /// @param endpoint the base address, without the path of a signal
  OtlpDestination(URI endpoint, boolean gzip, HttpSending sending) {
    this.endpoint = endpoint;
    this.gzip = gzip;
    this.sending = sending;
  }

  /// Where the requests of a signal go.
  ///
  /// @param path of the signal, for example `/v1/traces`
  static URI address(URI endpoint, String path) {
    String base = endpoint.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /// A record of a queue.
  static byte[] record(String path, String contentType, byte[] body) {
    byte[] head = (path + "\n" + contentType).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + head.length + body.length)
        .putShort((short) head.length)
        .put(head)
        .put(body)
        .array();
  }

  @Override
  public Result send(byte[] record) throws InterruptedException {
    ByteBuffer buffer = ByteBuffer.wrap(record);
    byte[] head = new byte[buffer.getShort()];
    buffer.get(head);
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    String[] parts = new String(head, StandardCharsets.UTF_8).split("\n", -1);
    var headers = new HashMap<>(Map.of("Content-Type", parts[1]));
    if (gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    return sending.post(
        address(endpoint, parts[0]),
        gzip ? HttpSending.gzip(body) : body,
        new HttpSending.Manner(headers, false, HttpResponse::statusCode));
  }
}
