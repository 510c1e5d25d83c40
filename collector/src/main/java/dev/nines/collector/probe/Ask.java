package dev.nines.collector.probe;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is asked of a target, and what is expected in answer, by the kind of probe.
public sealed interface Ask {

  /// One HTTP request.
  ///
  /// @param method in capitals
  /// @param headers further request headers; may be secrets, never shown
  /// @param body of the request
  /// @param http2 whether the answer must come over HTTP/2; otherwise HTTP/1.1 is spoken
  /// @param maxRedirects how many redirects are followed, 0 to 10; each is guarded like the first
  ///   URL
  /// @param bodyLimitBytes how much of a body is read, at most
  /// @param statuses which statuses are good
  /// @param answerHeaders what must be found in headers of the answer, by their names
  /// @param expected what must be true of the body
  record Http(
      String method,
      Map<String, String> headers,
      Optional<String> body,
      boolean http2,
      int maxRedirects,
      int bodyLimitBytes,
      StatusSet statuses,
      Map<String, Pattern> answerHeaders,
      BodyExpectation expected)
      implements Ask {
    /// How much of a body is read unless the configuration says otherwise.
    public static final int DEFAULT_BODY_LIMIT_BYTES = 64 * 1024;

    private static final int MOST_REDIRECTS = 10;

    public Http {
      headers = Map.copyOf(headers);
      answerHeaders = Map.copyOf(answerHeaders);
      if (maxRedirects < 0 || maxRedirects > MOST_REDIRECTS) {
        throw new IllegalArgumentException(
            "the limit of redirects is %d, expected 0 to %d"
                .formatted(maxRedirects, MOST_REDIRECTS));
      }
      if (bodyLimitBytes < 0) {
        throw new IllegalArgumentException(
            "the limit of the body is %d, expected at least 0".formatted(bodyLimitBytes));
      }
    }

    /// `GET` that expects success, and follows nothing.
    public static Http get(BodyExpectation expected) {
      return new Http(
          "GET",
          Map.of(),
          Optional.empty(),
          false,
          0,
          DEFAULT_BODY_LIMIT_BYTES,
          StatusSet.SUCCESS,
          Map.of(),
          expected);
    }
  }

  /// Messages over a WebSocket.
  ///
  /// @param headers further headers of the handshake; may be secrets, never shown
  /// @param subprotocol that the other side must agree to
  /// @param messages what is waited for; with none, that the handshake succeeds
  record WebSocket(
      Map<String, String> headers, Optional<String> subprotocol, Optional<MessagePlan> messages)
      implements Ask {
    public WebSocket {
      headers = Map.copyOf(headers);
    }
  }

  /// Events of a `text/event-stream`.
  ///
  /// @param request how the stream is asked for; its body expectation is not used
  /// @param messages what is waited for
  record EventStream(Http request, MessagePlan messages) implements Ask {}

  /// A connection, with TLS if the scheme says so.
  ///
  /// @param send what we say first
  /// @param answer must be found in what comes back; absent: the connection is enough
  record Connection(Optional<String> send, Optional<Pattern> answer) implements Ask {}

  /// A question to a name server.
  ///
  /// @param type of record
  /// @param answers each must be found in one of the answers; with none, one answer is enough
  record Dns(DnsType type, List<Pattern> answers) implements Ask {
    public Dns {
      answers = List.copyOf(answers);
    }
  }
}
