package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.testing.FreePort;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionInquiryTest {
  private static Probing probing;

  @BeforeAll
  static void open() {
    probing = new Probing();
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void aPortThatTakesConnectionsIsGood() throws Exception {
    assertThat(check(listening(_ -> {}), Optional.empty(), Optional.empty())).isEqualTo(new Good());
  }

  @Test
  void aPortThatTakesNoneIsBad() throws Exception {
    assertThat(reason(check(FreePort.find(), Optional.empty(), Optional.empty())))
        .isEqualTo(ProbeFailure.CONNECT);
  }

  @Test
  void aServerThatSpeaksFirstIsHeard() throws Exception {
    int port = listening(socket -> socket.write("220 mail ready\r\n"));
    assertThat(check(port, Optional.empty(), Optional.of("^220 "))).isEqualTo(new Good());
    assertThat(reason(probing.run(impatient(port, "^554 ")))).isEqualTo(ProbeFailure.TIMEOUT);
  }

  @Test
  void aWordIsAnswered() throws Exception {
    int port = listening(socket -> socket.handler(word -> socket.write("+PONG\r\n")));
    assertThat(check(port, Optional.of("PING\r\n"), Optional.of("PONG"))).isEqualTo(new Good());
  }

  @Test
  void aConnectionThatClosesWithoutTheAnswerIsBad() throws Exception {
    int port = listening(socket -> socket.end());
    assertThat(check(port, Optional.empty(), Optional.of("^220 ")))
        .isEqualTo(new Bad(ProbeFailure.BODY, "not found in what came: ^220 "));
  }

  @Test
  void anAddressInwardIsNotConnectedTo() throws Exception {
    String url = "tcp://127.0.0.1:" + listening(_ -> {});
    assertThat(
            probing.run(
                Probing.guarded(url, new Ask.Connection(Optional.empty(), Optional.empty()))))
        .isInstanceOf(CheckResult.Refused.class);
  }

  private static ProbeSettings impatient(int port, String answer) {
    return Probing.impatient(
        "tcp://127.0.0.1:" + port,
        new Ask.Connection(Optional.empty(), Optional.of(Pattern.compile(answer))));
  }

  private static CheckResult check(int port, Optional<String> send, Optional<String> answer)
      throws InterruptedException {
    return probing.run(
        Probing.settings(
            "tcp://127.0.0.1:" + port, new Ask.Connection(send, answer.map(Pattern::compile))));
  }

  private static int listening(Handler<NetSocket> handler) {
    return probing
        .vertx
        .createNetServer()
        .connectHandler(handler)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }
}
