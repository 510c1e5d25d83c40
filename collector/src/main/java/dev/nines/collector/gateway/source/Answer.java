package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.http.BlockingWork;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// What those are answered who tell the gateway something.
///
/// @param status of HTTP
/// @param text a sentence
record Answer(int status, String text) {

  /// Does the work where it may block, and sends what it answers.
  static void send(RoutingContext context, BlockingWork blocking, Supplier<Answer> work) {
    blocking
        .run(context.vertx(), work::get)
        .onFailure(context::fail)
        .onSuccess(answer -> answer.send(context));
  }

  void send(RoutingContext context) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(text + "\n");
  }
}
