package dev.nines.collector.probe;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Asks a URL for its stream of events (SSE) and waits for some.
///
/// @param url where
/// @param ask how the stream is asked for, and which messages are waited for
/// @param trail follows redirects
/// @param clock for messages that say when they were sent
record EventStreamInquiry(URI url, Ask.EventStream ask, HttpTrail trail, InstantSource clock)
    implements Inquiry {
  private static final String TYPE = "text/event-stream";

  private record Head(int status, MultiMap headers) {}

  @Override
  public void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    var mailbox = new Mailbox(ask.messages(), look, clock);
    Messages.await(
        mailbox,
        look,
        () -> {
          Head head = trail.follow(url, look, response -> received(response, mailbox));
          HttpInquiry.expectStatus(ask.request(), head.status());
          HttpInquiry.expectHeaders(ask.request(), head.headers());
          if (!isStream(head)) {
            throw new Unmet(ProbeFailure.PROTOCOL, "not a " + TYPE);
          }
        });
  }

  /// Complete when all messages have come, or at once if the answer is no stream.
  private Future<Head> received(HttpClientResponse response, Mailbox mailbox) {
    var head = new Head(response.statusCode(), response.headers());
    if (!ask.request().statuses().contains(head.status()) || !isStream(head)) {
      response.pause();
      return Future.succeededFuture(head);
    }
    mailbox.open();
    var parser = new EventStreamParser(mailbox::arrived);
    response.exceptionHandler(mailbox::broke);
    response.handler(parser::feed);
    response.endHandler(_ -> mailbox.broke(new HttpClosedException("the stream ended")));
    return Future.fromCompletionStage(mailbox.full()).map(_ -> head);
  }

  private static boolean isStream(Head head) {
    String type = head.headers().get("Content-Type");
    return type != null && type.regionMatches(true, 0, TYPE, 0, TYPE.length());
  }
}
