package dev.nines.collector.forward;

import dev.nines.collector.protobuf.MalformedProtobufException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends requests of remote write, which are kept as they are sent. What the receiver cannot take
/// now (429, 5xx) comes again; what it will not take (other 4xx) does not.
///
/// A receiver that turns out not to take version 2 gets version 1 from then on, until the next
/// start.
final class RemoteWriteDestination implements Destination {
  private static final Logger log = LoggerFactory.getLogger(RemoteWriteDestination.class);
  private static final int BAD_REQUEST = 400;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final String name;
  private final URI url;
  private final HttpSending sending;
  private boolean takesVersion2 = true;

  RemoteWriteDestination(String name, URI url, HttpSending sending) {
    this.name = name;
    this.url = url;
    this.sending = sending;
  }

  @Override
  public Result send(byte[] record) throws InterruptedException {
    try {
      return send(record, new RemoteWriteRequest(record));
    } catch (MalformedProtobufException e) {
      return new Result.Refused(BAD_REQUEST, "no request of remote write: " + e.getMessage());
    }
  }

  private Result send(byte[] record, RemoteWriteRequest request)
      throws InterruptedException, MalformedProtobufException {
    if (request.protocol() == RemoteWriteProtocol.V1) {
      return post(RemoteWriteProtocol.V1, record);
    }
    if (takesVersion2) {
      Result result = post(RemoteWriteProtocol.V2, record);
      if (!(result instanceof Result.Refused(int status, _)) || status != UNSUPPORTED_MEDIA_TYPE) {
        return result;
      }
      takesVersion2 = false;
      log.warn("{} does not take remote write 2.0, so it gets 1.0 until the next start", name);
    }
    return post(RemoteWriteProtocol.V1, request.asVersion1());
  }

  private Result post(RemoteWriteProtocol protocol, byte[] record) throws InterruptedException {
    var headers =
        Map.of(
            "Content-Type",
            protocol.contentType(),
            "Content-Encoding",
            "snappy",
            "User-Agent",
            "nines",
            "X-Prometheus-Remote-Write-Version",
            protocol.version());
    return sending.post(
        url,
        record,
        new HttpSending.Manner(
            headers, true, answer -> RemoteWriteDestination.status(protocol, answer)));
  }

  /// A receiver of version 2 says how much it has written. One that knows version 1 only reads an
  /// empty request in ours and is content, so its success means that it does not understand
  /// (Remote-Write 2.0, "Required Written Response Headers").
  private static int status(RemoteWriteProtocol protocol, HttpResponse<byte[]> answer) {
    boolean saysWhatIsWritten =
        Stream.of("Samples", "Histograms", "Exemplars")
            .map("X-Prometheus-Remote-Write-%s-Written"::formatted)
            .anyMatch(each -> answer.headers().firstValue(each).isPresent());
    int status = answer.statusCode();
    return protocol == RemoteWriteProtocol.V2 && status / 100 == 2 && !saysWhatIsWritten
        ? UNSUPPORTED_MEDIA_TYPE
        : status;
  }
}
