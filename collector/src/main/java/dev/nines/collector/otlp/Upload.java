package dev.nines.collector.otlp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.function.Consumer;

/// Gathers the body of one request within the memory budget. On the event loop of the request.
///
/// A body that is refused is read no further: what still comes is dropped and the connection ends
/// with the answer. One that does not end in time is dropped too.
final class Upload {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HttpServerRequest request;
  private final Reservation room;
  private final Consumer<Answer> refused;
  private final Buffer body = Buffer.buffer();
  private boolean over;

  /// @param maxBytes a longer body is refused
  /// @param whole takes the body
  /// @param refused takes the reason if the body was not taken
  static void gather(
      Vertx vertx,
      HttpServerRequest request,
      Reservation room,
      long maxBytes,
      Consumer<Buffer> whole,
      Consumer<Answer> refused) {
    var upload = new Upload(request, room, refused);
    long announced = announcedLength(request);
    if (announced > maxBytes) {
      upload.refuse(Intake.tooLarge());
      return;
    }
    long timer =
        vertx.setTimer(
            LONGEST.toMillis(),
            id ->
                upload.refuse(
                    new Answer.Failed(
                        "the request did not end within %d s".formatted(LONGEST.toSeconds()))));
    request.handler(chunk -> upload.add(chunk, maxBytes));
    request.exceptionHandler(
        e -> {
          vertx.cancelTimer(timer);
          upload.abandon();
        });
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (!upload.over) {
            upload.over = true;
            whole.accept(upload.body);
          }
        });
  }

  private Upload(HttpServerRequest request, Reservation room, Consumer<Answer> refused) {
    this.request = request;
    this.room = room;
    this.refused = refused;
  }

  private static long announcedLength(HttpServerRequest request) {
    String header = request.getHeader("Content-Length");
    try {
      return header == null ? -1 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void add(Buffer chunk, long maxBytes) {
    if (over) {
      return;
    }
    if (body.length() + (long) chunk.length() > maxBytes) {
      refuse(Intake.tooLarge());
    } else if (!room.grow(chunk.length())) {
      refuse(Intake.noRoom());
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void refuse(Answer answer) {
    if (!over) {
      over = true;
      closeAfterwards(request);
      refused.accept(answer);
    }
  }

  /// Makes the answer the last one of its connection, so that what the other side still sends is
  /// not waited for. HTTP/2 needs nothing of the kind.
  static void closeAfterwards(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader("Connection", "close");
    }
  }

  private void abandon() {
    if (!over) {
      over = true;
      room.close();
    }
  }
}
