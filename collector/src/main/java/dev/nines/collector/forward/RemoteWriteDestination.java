package dev.nines.collector.forward;

import java.net.URI;
import java.net.http.HttpRequest;

/// Sends requests of remote write, which are kept as they are sent. What the receiver cannot take
/// now (429, 5xx) comes again; what it will not take (other 4xx) does not.
final class RemoteWriteDestination implements Destination {
  private final URI url;
  private final RemoteWriteProtocol protocol;
  private final HttpSending sending;

  RemoteWriteDestination(URI url, RemoteWriteProtocol protocol, HttpSending sending) {
    this.url = url;
    this.protocol = protocol;
    this.sending = sending;
  }

  @Override
  public Result send(byte[] record) throws InterruptedException {
    return sending.post(
        HttpRequest.newBuilder(url)
            .header("Content-Type", protocol.contentType())
            .header("Content-Encoding", "snappy")
            .header("User-Agent", "nines")
            .header("X-Prometheus-Remote-Write-Version", protocol.version()),
        record,
        true);
  }
}
