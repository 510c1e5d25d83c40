package dev.nines.collector.otlp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.nines.collector.protobuf.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers in the messages of OTLP: `Export…ServiceResponse` and `google.rpc.Status`.
final class Answers {
  /// Codes of gRPC that answers are given with.
  static final int OK = 0;

  static final int INVALID_ARGUMENT = 3;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int UNIMPLEMENTED = 12;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final byte[] EMPTY = {};

  private Answers() {}

  /// The response to a request that was accepted; `partial_success` is set only if there is
  /// something to say.
  static byte[] response(Encoding encoding, Signal signal, Answer.Accepted accepted) {
    boolean whole = accepted.rejected() == 0 && accepted.message().isEmpty();
    return switch (encoding) {
      case PROTOBUF -> {
        if (whole) {
          yield EMPTY;
        }
        var out = new ProtoWriter();
        int begun = out.begin(1);
        out.varint(1, accepted.rejected());
        out.string(2, accepted.message());
        out.end(begun);
        yield out.toByteArray();
      }
      case JSON ->
          utf8(
              whole
                  ? "{}"
                  : "{\"partialSuccess\":{\"%s\":\"%d\",\"errorMessage\":\"%s\"}}"
                      .formatted(
                          signal.rejectedField(), accepted.rejected(), quoted(accepted.message())));
    };
  }

  /// A `Status`.
  static byte[] status(Encoding encoding, int code, String message) {
    return switch (encoding) {
      case PROTOBUF -> {
        var out = new ProtoWriter();
        out.varint(1, code);
        out.string(2, message);
        yield out.toByteArray();
      }
      case JSON -> utf8("{\"code\":%d,\"message\":\"%s\"}".formatted(code, quoted(message)));
    };
  }

  /// A `Status` with `RetryInfo`, which alone makes RESOURCE_EXHAUSTED worth a retry.
  static byte[] statusWithRetry(int code, String message, Duration retryAfter) {
    var info = new ProtoWriter();
    int delay = info.begin(1);
    info.varint(1, retryAfter.toSeconds());
    info.end(delay);
    var out = new ProtoWriter();
    out.varint(1, code);
    out.string(2, message);
    int detail = out.begin(3);
    out.string(1, RETRY_INFO);
    out.bytes(2, info.toByteArray());
    out.end(detail);
    return out.toByteArray();
  }

  /// The code of gRPC for an answer.
  static int code(Answer answer) {
    return switch (answer) {
      case Answer.Accepted _ -> OK;
      case Answer.Malformed _ -> INVALID_ARGUMENT;
      case Answer.TooLarge _, Answer.Overloaded _ -> RESOURCE_EXHAUSTED;
      case Answer.Failed _ -> UNAVAILABLE;
    };
  }

  static String message(Answer answer) {
    return switch (answer) {
      case Answer.Accepted(_, String message) -> message;
      case Answer.Malformed(String message) -> message;
      case Answer.TooLarge(String message) -> message;
      case Answer.Overloaded(String message, _) -> message;
      case Answer.Failed(String message) -> message;
    };
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
