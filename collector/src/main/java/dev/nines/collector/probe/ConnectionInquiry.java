package dev.nines.collector.probe;

import com.google.re2j.Pattern;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Connects to `tcp://host:port` or `tls://host:port`, and if configured speaks a word and looks
/// for an answer.
///
/// @param url where
/// @param ask what is said and expected
/// @param tls how TLS is spoken
/// @param doors which addresses may be asked
/// @param client does the asking
record ConnectionInquiry(URI url, Ask.Connection ask, ProbeTls tls, Doors doors, ProbeClient client)
    implements Inquiry {
  private static final int LONGEST_ANSWER = 64 * 1024;

  @Override
  public void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    var call =
        new HttpCall(
            url, doors.open(HttpCall.bareHost(url), look), "GET", Map.of(), Optional.empty());
    Promise<Boolean> found = Promise.promise();
    Future<NetSocket> connecting =
        client.open(
            call, tls, open -> ask.answer().ifPresent(expected -> listen(open, expected, found)));
    try {
      NetSocket socket = look.await(connecting.toCompletionStage());
      look.ended(Look.Phase.CONNECT);
      doors.taken(call);
      look.saw(ProbeClient.chain(socket.sslSession()));
      if (ask.answer().isPresent()) {
        ask.send().ifPresent(socket::write);
        if (!look.await(found.future().toCompletionStage())) {
          throw new Unmet(
              ProbeFailure.BODY, "not found in what came: " + ask.answer().get().pattern());
        }
      }
      look.ended(Look.Phase.ANSWER);
    } finally {
      connecting.onSuccess(NetSocket::close);
    }
  }

  /// Listens whether the expected comes before the connection ends or too much has come.
  private static void listen(NetSocket socket, Pattern expected, Promise<Boolean> found) {
    var heard = Buffer.buffer();
    socket.exceptionHandler(found::tryFail);
    socket.handler(
        chunk -> {
          heard.appendBuffer(chunk);
          if (expected.matcher(heard.toString(StandardCharsets.UTF_8)).find()) {
            found.tryComplete(true);
          } else if (heard.length() > LONGEST_ANSWER) {
            found.tryComplete(false);
          }
        });
    socket.closeHandler(_ -> found.tryComplete(false));
  }
}
