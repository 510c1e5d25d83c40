package dev.nines.collector.probe;

import io.vertx.core.Future;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Opens a WebSocket, and if configured sends messages and waits for others.
///
/// @param url where
/// @param ask the handshake, and which messages are waited for
/// @param tls how TLS is spoken
/// @param doors which addresses may be asked
/// @param client does the asking
/// @param clock for messages that say when they were sent
record WebSocketInquiry(
    URI url, Ask.WebSocket ask, ProbeTls tls, Doors doors, ProbeClient client, InstantSource clock)
    implements Inquiry {
  private static final int HIGHEST_STATUS = 599;

  @Override
  public void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    var call =
        new HttpCall(
            url, doors.open(HttpCall.bareHost(url), look), "GET", ask.headers(), Optional.empty());
    // Its handlers are there before it is open, so that no early message is lost.
    ClientWebSocket socket = client.webSocket();
    var mailbox = new Mailbox(ask.messages().orElse(MessagePlan.ONE), look, clock);
    socket.textMessageHandler(mailbox::arrived);
    socket.binaryMessageHandler(message -> mailbox.arrived(message.toString()));
    socket.exceptionHandler(mailbox::broke);
    socket.closeHandler(_ -> mailbox.broke(new HttpClosedException("the socket was closed")));
    List<String> subprotocols = ask.subprotocol().map(List::of).orElse(List.of());
    Future<WebSocket> opening = ProbeClient.open(socket, call, subprotocols, tls);
    try {
      WebSocket open = look.await(opening.toCompletionStage());
      look.ended(Look.Phase.CONNECT);
      doors.taken(call);
      look.saw(ProbeClient.chain(open.sslSession()));
      if (ask.subprotocol().filter(wanted -> !wanted.equals(open.subProtocol())).isPresent()) {
        throw new Unmet(ProbeFailure.PROTOCOL, "it does not agree to the subprotocol");
      }
      if (ask.messages().isPresent()) {
        Messages.await(
            mailbox,
            look,
            () -> {
              mailbox.open().forEach(open::writeTextMessage);
              look.await(mailbox.full());
            });
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UpgradeRejectedException refusal) {
        throw refused(refusal.getStatus());
      }
      throw e;
    } finally {
      opening.onSuccess(WebSocket::close);
    }
  }

  /// What is not HTTP at all arrives with a status beyond those of RFC 9110, section 15.
  private static Unmet refused(int status) {
    return status > HIGHEST_STATUS
        ? new Unmet(ProbeFailure.PROTOCOL, "a broken answer (no HTTP)")
        : new Unmet(ProbeFailure.STATUS, "status " + status);
  }
}
