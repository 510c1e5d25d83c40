package dev.nines.collector.otlp;

import dev.nines.collector.otlp.tenant.Sender;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// OTLP over gRPC: one message in, one out, on plain HTTP/2 (grpc/grpc, PROTOCOL-HTTP2.md). A
/// message has five bytes before it: whether it is packed, and its length.
final class GrpcTransport {
  private static final String CONTENT_TYPE = "application/grpc";
  private static final int PREFIX_BYTES = 5;
  private static final int INTERNAL = 13;

  private final Vertx vertx;
  private final Intake intake;
  private final Doorkeeper doorkeeper;

  GrpcTransport(Vertx vertx, Intake intake, Doorkeeper doorkeeper) {
    this.vertx = vertx;
    this.intake = intake;
    this.doorkeeper = doorkeeper;
  }

  /// Whether a request is gRPC's.
  static boolean isGrpc(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE);
  }

  void handle(HttpServerRequest request) {
    Optional<Signal> signal = Signal.ofGrpcPath(request.path());
    if (signal.isEmpty()) {
      end(request, Answers.UNIMPLEMENTED, "there is no method " + request.path());
      return;
    }
    String packing = Optional.ofNullable(request.getHeader("grpc-encoding")).orElse("identity");
    if (!packing.equals("identity") && !packing.equals("gzip")) {
      request.response().putHeader("grpc-accept-encoding", "identity,gzip");
      end(request, Answers.UNIMPLEMENTED, "messages can be packed with gzip only");
      return;
    }
    Optional<Sender> sender = doorkeeper.sender(request);
    if (sender.isEmpty()) {
      intake.refusedSender();
      end(request, Answers.UNAUTHENTICATED, "a valid bearer token is needed");
      return;
    }
    take(request, signal.get(), packing.equals("gzip"), sender.get());
  }

  private void take(HttpServerRequest request, Signal signal, boolean gzip, Sender sender) {
    Context context = vertx.getOrCreateContext();
    Reservation room = intake.reserve(sender);
    Upload.gather(
        vertx,
        request,
        room,
        Body.MAX_BYTES + (long) PREFIX_BYTES,
        framed -> {
          Optional<String> fault = fault(framed, gzip);
          if (fault.isPresent()) {
            room.close();
            end(request, INTERNAL, fault.get());
            return;
          }
          boolean packed = framed.getByte(0) == 1;
          intake.accept(
              signal,
              Encoding.PROTOBUF,
              packed,
              framed.getBytes(PREFIX_BYTES, framed.length()),
              sender,
              room,
              answer -> context.runOnContext(done -> answer(request, signal, room, answer)));
        },
        answer -> answer(request, signal, room, intake.answered(signal, answer)));
  }

  /// What is wrong with the framing, if something is.
  private static Optional<String> fault(Buffer framed, boolean gzip) {
    if (framed.length() < PREFIX_BYTES) {
      return Optional.of("the request has no message");
    }
    int flag = framed.getByte(0);
    if (flag != 0 && flag != 1) {
      return Optional.of("the message's first byte is " + flag);
    }
    if (flag == 1 && !gzip) {
      return Optional.of("the message is packed, but grpc-encoding does not say how");
    }
    if (framed.getUnsignedInt(1) != framed.length() - PREFIX_BYTES) {
      return Optional.of("the request has more or less than one message");
    }
    return Optional.empty();
  }

  private static void answer(
      HttpServerRequest request, Signal signal, Reservation room, Answer answer) {
    room.close();
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    switch (answer) {
      case Answer.Accepted accepted -> {
        byte[] message = Answers.response(Encoding.PROTOBUF, signal, accepted);
        response
            .putHeader("content-type", CONTENT_TYPE)
            .putTrailer("grpc-status", "0")
            .end(
                Buffer.buffer()
                    .appendByte((byte) 0)
                    .appendInt(message.length)
                    .appendBytes(message));
      }
      case Answer.Overloaded(String message, java.time.Duration retryAfter) -> {
        byte[] details = Answers.statusWithRetry(Answers.RESOURCE_EXHAUSTED, message, retryAfter);
        response.putHeader(
            "grpc-status-details-bin",
            Base64.getEncoder().withoutPadding().encodeToString(details));
        end(request, Answers.RESOURCE_EXHAUSTED, message);
      }
      case Answer.Malformed _, Answer.TooLarge _, Answer.Failed _ ->
          end(request, Answers.code(answer), Answers.message(answer));
    }
  }

  /// Answers with headers alone, as gRPC does where there is no message.
  private static void end(HttpServerRequest request, int code, String message) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      response
          .putHeader("content-type", CONTENT_TYPE)
          .putHeader("grpc-status", String.valueOf(code))
          .putHeader("grpc-message", percentEncoded(message))
          .end();
    }
  }

  /// As the protocol wants it: everything but printable ASCII, and `%`, as `%XX`.
  static String percentEncoded(String text) {
    var out = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each >= ' ' && each <= '~' && each != '%') {
        out.append((char) each);
      } else {
        out.append("%%%02X".formatted(each & 0xFF));
      }
    }
    return out.toString();
  }
}
