package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.re2j.Pattern;
import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// WebSockets and event streams of a server that keeps its word or does not, by path.
class StreamInquiryTest {
  private static Probing probing;
  private static HttpServer server;

  @BeforeAll
  static void open() {
    probing = new Probing();
    server =
        probing
            .vertx
            .createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("v1"))
            .webSocketHandshakeHandler(
                handshake -> {
                  if (handshake.path().equals("/refusing")) {
                    handshake.reject(403);
                  } else {
                    handshake.accept();
                  }
                })
            .webSocketHandler(StreamInquiryTest::speak)
            .requestHandler(StreamInquiryTest::stream)
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  private static void speak(ServerWebSocket socket) {
    switch (socket.path()) {
      case "/echo" -> socket.textMessageHandler(socket::writeTextMessage);
      case "/slow" ->
          socket.textMessageHandler(
              text -> probing.vertx.setTimer(150, _ -> socket.writeTextMessage(text)));
      case "/dropping" ->
          socket.textMessageHandler(
              text -> {
                if (text.hashCode() % 2 == 0) {
                  socket.writeTextMessage(text);
                }
              });
      case "/closing" -> socket.close();
      case "/greeting" ->
          socket.writeTextMessage("{\"at\": \"%s\"}".formatted(Instant.now().minusSeconds(5)));
      default -> {
        // silent
      }
    }
  }

  private static void stream(HttpServerRequest request) {
    var response = request.response().setChunked(true);
    if (!request.path().equals("/page")) {
      response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
    }
    switch (request.path()) {
      case "/events" -> {
        response.write(": hello\n\n");
        String event = "event: order\r\ndata: {\"n\":\r\ndata:1}\r\n\r\n";
        probing.vertx.setTimer(50, _ -> response.write(event));
      }
      case "/failing" -> response.setStatusCode(503).end();
      case "/ending" -> response.end("data: one\n\n");
      case "/silent" -> response.write(":\n");
      default -> response.end("<html>");
    }
  }

  @Test
  void everyMessageThatComesBackIsGood() throws Exception {
    var look = new Look(Duration.ofSeconds(9));
    assertThat(probing.run(Probing.settings(url("ws", "/echo"), echo(5)), look))
        .isEqualTo(new Good());
    MessageTally tally = look.messages().orElseThrow();
    assertThat(tally).extracting(MessageTally::good, MessageTally::lost).containsExactly(5, 0);
    assertThat(tally.slowest().orElseThrow()).isLessThan(Duration.ofSeconds(2));
    assertThat(tally.first()).isPresent();
  }

  @Test
  void aMessageThatTakesLongerThanAllowedIsLate() throws Exception {
    var look = new Look(Duration.ofSeconds(9));
    CheckResult result = probing.run(Probing.settings(url("ws", "/slow"), echo(2)), look);
    assertThat(reason(result)).isEqualTo(ProbeFailure.LATENCY);
    assertThat(look.messages().orElseThrow().late()).isEqualTo(2);
  }

  @Test
  void messagesThatDoNotComeAreLost() throws Exception {
    var look = new Look(Duration.ofMillis(400));
    CheckResult result = probing.run(Probing.impatient(url("ws", "/silent"), echo(3)), look);
    assertThat(result)
        .isEqualTo(new Bad(ProbeFailure.MESSAGE, "3 of 3 messages did not come within 400 ms"));
    assertThat(look.messages().orElseThrow().lost()).isEqualTo(3);
  }

  @Test
  void someThatAreDroppedAreCounted() throws Exception {
    var look = new Look(Duration.ofMillis(400));
    probing.run(Probing.impatient(url("ws", "/dropping"), echo(40)), look);
    MessageTally tally = look.messages().orElseThrow();
    assertThat(tally.good() + tally.late()).isBetween(1, 39);
    assertThat(tally.lost()).isEqualTo(40 - tally.good() - tally.late());
  }

  @Test
  void aMessageCanSayWhenItWasSent() throws Exception {
    var plan =
        new MessagePlan(
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(JsonPointer.compile("/at")),
            Optional.of(Duration.ofSeconds(1)));
    var look = new Look(Duration.ofSeconds(9));
    CheckResult result =
        probing.run(Probing.settings(url("ws", "/greeting"), socket(Optional.of(plan))), look);
    assertThat(reason(result)).isEqualTo(ProbeFailure.LATENCY);
    assertThat(look.messages().orElseThrow().slowest().orElseThrow())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
  }

  @Test
  void aSocketThatOnlyHasToOpenDoes() throws Exception {
    assertThat(probing.run(Probing.settings(url("ws", "/x"), socket(Optional.empty()))))
        .isEqualTo(new Good());
  }

  @Test
  void aRefusedHandshakeSaysItsStatus() throws Exception {
    assertThat(probing.run(Probing.settings(url("ws", "/refusing"), socket(Optional.empty()))))
        .isEqualTo(new Bad(ProbeFailure.STATUS, "status 403"));
  }

  @Test
  void aSocketThatClosesBeforeItsMessagesIsReset() throws Exception {
    assertThat(reason(probing.run(Probing.settings(url("ws", "/closing"), echo(1)))))
        .isEqualTo(ProbeFailure.RESET);
  }

  @Test
  void aSocketThatClosesWhileItsHandlersAreAttachedIsReset() {
    Throwable closed = new IllegalStateException("WebSocket is closed");
    assertThat(Breakage.meaningOf(ProbeClient.unopened(closed)).reason())
        .isEqualTo(ProbeFailure.RESET);
  }

  @ParameterizedTest
  @CsvSource({
    "RESET,''",
    "PROTOCOL,HTTP/1.1 101 X|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: x||",
    "PROTOCOL,hello||",
    "STATUS,HTTP/1.1 200 X|Content-Length: 0||"
  })
  void anAnswerThatOpensNoSocketIsNamed(ProbeFailure reason, String answer) throws Exception {
    byte[] bytes = answer.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (var raw = RawServer.start(out -> out.write(bytes))) {
      var ask = socket(Optional.empty());
      CheckResult result =
          probing.run(Probing.settings("ws://127.0.0.1:%d/".formatted(raw.port()), ask));
      assertThat(reason(result)).isEqualTo(reason);
    }
  }

  @Test
  void aSocketThatNobodyListensToIsNotConnected() throws Exception {
    int nobody;
    try (var raw = RawServer.start(_ -> {})) {
      nobody = raw.port();
    }
    CheckResult result =
        probing.run(
            Probing.settings("ws://127.0.0.1:%d/".formatted(nobody), socket(Optional.empty())));
    assertThat(reason(result)).isEqualTo(ProbeFailure.CONNECT);
  }

  @Test
  void aSubprotocolMustBeAgreedTo() throws Exception {
    var ask = new Ask.WebSocket(Map.of(), Optional.of("v1"), Optional.empty());
    assertThat(probing.run(Probing.settings(url("ws", "/x"), ask))).isEqualTo(new Good());
  }

  @Test
  void aSocketInwardIsNotOpened() throws Exception {
    assertThat(probing.run(Probing.guarded(url("ws", "/echo"), socket(Optional.empty()))))
        .isInstanceOf(CheckResult.Refused.class);
  }

  @Test
  void anEventThatComesIsGood() throws Exception {
    var plan =
        new MessagePlan(
            1,
            Optional.empty(),
            Optional.of(Pattern.compile("^\\{\"n\":\n1}$")),
            Optional.empty(),
            Optional.empty());
    var look = new Look(Duration.ofSeconds(9));
    assertThat(probing.run(Probing.settings(url("http", "/events"), events(plan)), look))
        .isEqualTo(new Good());
    assertThat(look.messages().orElseThrow().first().orElseThrow())
        .isGreaterThan(Duration.ofMillis(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/failing STATUS", "/page PROTOCOL", "/silent MESSAGE"})
  void aStreamThatIsNoneIsBad(String pathAndReason) throws Exception {
    String[] parts = pathAndReason.split(" ");
    CheckResult result =
        probing.run(Probing.impatient(url("http", parts[0]), events(MessagePlan.ONE)));
    assertThat(reason(result)).isEqualTo(ProbeFailure.valueOf(parts[1]));
  }

  @Test
  void aStreamThatEndsTooSoonIsReset() throws Exception {
    var two =
        new MessagePlan(2, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    var look = new Look(Duration.ofSeconds(9));
    CheckResult result = probing.run(Probing.settings(url("http", "/ending"), events(two)), look);
    assertThat(reason(result)).isEqualTo(ProbeFailure.RESET);
    assertThat(look.messages().orElseThrow())
        .extracting(MessageTally::good, MessageTally::lost)
        .isEqualTo(List.of(1, 1));
  }

  private static Ask.WebSocket echo(int count) {
    return socket(
        Optional.of(
            new MessagePlan(
                count,
                Optional.of("ping {nonce}"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(100)))));
  }

  private static Ask.WebSocket socket(Optional<MessagePlan> plan) {
    return new Ask.WebSocket(Map.of(), Optional.empty(), plan);
  }

  private static Ask.EventStream events(MessagePlan plan) {
    return new Ask.EventStream(Ask.Http.get(BodyExpectation.ANY), plan);
  }

  private static String url(String scheme, String path) {
    return "%s://127.0.0.1:%d%s".formatted(scheme, server.actualPort(), path);
  }
}
