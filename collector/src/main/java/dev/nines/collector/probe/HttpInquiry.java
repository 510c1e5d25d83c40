package dev.nines.collector.probe;

import com.google.re2j.Pattern;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Asks a URL by HTTP and judges the answer.
///
/// @param url where
/// @param ask what is sent and expected
/// @param trail follows redirects
record HttpInquiry(URI url, Ask.Http ask, HttpTrail trail) implements Inquiry {

  @Override
  public void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    Answer answer = trail.follow(url, look, head -> received(head, look));
    look.ended(Look.Phase.BODY);
    if (ask.http2() && answer.version() != HttpVersion.HTTP_2) {
      throw new Unmet(ProbeFailure.PROTOCOL, "it does not speak HTTP/2");
    }
    expectStatus(ask, answer.status());
    expectHeaders(ask, answer.headers());
    Optional<String> broken = ask.expected().broken(answer.body().getBytes(), answer.cut());
    if (broken.isPresent()) {
      throw new Unmet(ProbeFailure.BODY, broken.get());
    }
  }

  static void expectStatus(Ask.Http ask, int status) throws Unmet {
    if (!ask.statuses().contains(status)) {
      throw new Unmet(ProbeFailure.STATUS, "status " + status);
    }
  }

  static void expectHeaders(Ask.Http ask, MultiMap headers) throws Unmet {
    for (Map.Entry<String, Pattern> each : ask.answerHeaders().entrySet()) {
      String value = headers.get(each.getKey());
      if (value == null || !each.getValue().matcher(value).find()) {
        throw new Unmet(ProbeFailure.HEADER, "not as expected: the header " + each.getKey());
      }
    }
  }

  /// Reads as much of the body as may be read.
  private Future<Answer> received(HttpClientResponse head, Look look) {
    Promise<Answer> answer = Promise.promise();
    var body = Buffer.buffer();
    look.ended(Look.Phase.ANSWER);
    head.exceptionHandler(answer::tryFail);
    head.handler(
        chunk -> {
          int room = ask.bodyLimitBytes() - body.length();
          body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
          if (chunk.length() > room) {
            head.pause();
            answer.tryComplete(answer(head, body, true));
          }
        });
    head.endHandler(_ -> answer.tryComplete(answer(head, body, false)));
    return answer.future();
  }

  private static Answer answer(HttpClientResponse head, Buffer body, boolean cut) {
    return new Answer(head.statusCode(), head.version(), head.headers(), body, cut);
  }
}
