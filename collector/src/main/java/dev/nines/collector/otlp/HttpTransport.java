package dev.nines.collector.otlp;

import dev.nines.collector.otlp.tenant.Sender;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Optional;

/// OTLP over HTTP, by the OTLP specification ("OTLP/HTTP"): every answer in the encoding of the
/// request, errors as `google.rpc.Status`.
final class HttpTransport {
  private static final int MALFORMED = 400;
  private static final int UNKNOWN_SENDER = 401;
  private static final int NO_SUCH_PATH = 404;
  private static final int WRONG_METHOD = 405;
  private static final int TOO_LARGE = 413;
  private static final int WRONG_TYPE = 415;
  private static final int OVERLOADED = 429;
  private static final int FAILED = 503;

  private final Vertx vertx;
  private final Intake intake;
  private final Doorkeeper doorkeeper;

  HttpTransport(Vertx vertx, Intake intake, Doorkeeper doorkeeper) {
    this.vertx = vertx;
    this.intake = intake;
    this.doorkeeper = doorkeeper;
  }

  void handle(HttpServerRequest request) {
    Optional<Signal> signal = Signal.ofHttpPath(request.path());
    if (signal.isEmpty()) {
      refuse(
          request,
          NO_SUCH_PATH,
          Answers.UNIMPLEMENTED,
          "there are /v1/traces, /v1/metrics and /v1/logs");
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("Allow", "POST");
      refuse(request, WRONG_METHOD, Answers.UNIMPLEMENTED, "only POST is taken");
      return;
    }
    Optional<Encoding> encoding = Encoding.ofContentType(request.getHeader("Content-Type"));
    if (encoding.isEmpty()) {
      refuse(
          request,
          WRONG_TYPE,
          Answers.INVALID_ARGUMENT,
          "the Content-Type must be application/x-protobuf or application/json");
      return;
    }
    String packing =
        Optional.ofNullable(request.getHeader("Content-Encoding"))
            .orElse("identity")
            .strip()
            .toLowerCase(Locale.ROOT);
    boolean gzip = packing.equals("gzip") || packing.equals("x-gzip");
    if (!gzip && !packing.equals("identity") && !packing.isEmpty() && !packing.equals("none")) {
      request.response().putHeader("Accept-Encoding", "gzip");
      refuse(
          request,
          WRONG_TYPE,
          Answers.INVALID_ARGUMENT,
          "the Content-Encoding must be gzip or identity");
      return;
    }
    Optional<Sender> sender = doorkeeper.sender(request);
    if (sender.isEmpty()) {
      refuseSender(request, encoding.get());
      return;
    }
    take(request, signal.get(), encoding.get(), gzip, sender.get());
  }

  private void take(
      HttpServerRequest request, Signal signal, Encoding encoding, boolean gzip, Sender sender) {
    Context context = vertx.getOrCreateContext();
    Reservation room = intake.reserve(sender);
    Upload.gather(
        vertx,
        request,
        room,
        Body.MAX_BYTES,
        body ->
            intake.accept(
                signal,
                encoding,
                gzip,
                body.getBytes(),
                sender,
                room,
                answer ->
                    context.runOnContext(done -> answer(request, signal, encoding, room, answer))),
        answer -> answer(request, signal, encoding, room, intake.answered(signal, answer)));
  }

  private static void answer(
      HttpServerRequest request,
      Signal signal,
      Encoding encoding,
      Reservation room,
      Answer answer) {
    room.close();
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.putHeader("Content-Type", encoding.contentType());
    switch (answer) {
      case Answer.Accepted accepted ->
          response.end(Buffer.buffer(Answers.response(encoding, signal, accepted)));
      case Answer.Malformed _ -> end(response, MALFORMED, encoding, answer);
      case Answer.TooLarge _ -> end(response, TOO_LARGE, encoding, answer);
      case Answer.Overloaded overloaded -> {
        response.putHeader("Retry-After", String.valueOf(overloaded.retryAfter().toSeconds()));
        end(response, OVERLOADED, encoding, answer);
      }
      case Answer.Failed _ -> end(response, FAILED, encoding, answer);
    }
  }

  private static void end(
      HttpServerResponse response, int status, Encoding encoding, Answer answer) {
    response
        .setStatusCode(status)
        .end(
            Buffer.buffer(Answers.status(encoding, Answers.code(answer), Answers.message(answer))));
  }

  private void refuseSender(HttpServerRequest request, Encoding encoding) {
    intake.refusedSender();
    Upload.closeAfterwards(request);
    request
        .response()
        .setStatusCode(UNKNOWN_SENDER)
        .putHeader("WWW-Authenticate", "Bearer")
        .putHeader("Content-Type", encoding.contentType())
        .end(
            Buffer.buffer(
                Answers.status(
                    encoding, Answers.UNAUTHENTICATED, "a valid bearer token is needed")));
  }

  /// In the encoding of the request, if it has one, like every answer.
  private static void refuse(HttpServerRequest request, int status, int code, String why) {
    HttpServerResponse response = request.response().setStatusCode(status);
    Optional<Encoding> encoding = Encoding.ofContentType(request.getHeader("Content-Type"));
    if (encoding.isPresent()) {
      response
          .putHeader("Content-Type", encoding.get().contentType())
          .end(Buffer.buffer(Answers.status(encoding.get(), code, why)));
    } else {
      response.putHeader("Content-Type", "text/plain; charset=utf-8").end(why + "\n");
    }
  }
}
