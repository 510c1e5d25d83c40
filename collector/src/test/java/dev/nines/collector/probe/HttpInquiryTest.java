package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpInquiryTest {
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
  void aHealthyAnswerIsGood() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "{\"status\":\"ok\"}"))) {
      assertThat(probing.json(server.url("/health?full=1"), "$.status == \"ok\""))
          .isEqualTo(new Good());
      assertThat(server.requests.getFirst())
          .startsWith("GET /health?full=1 HTTP/1.1\n")
          .containsIgnoringCase("host: 127.0.0.1:" + server.port());
    }
  }

  @Test
  void aDegradedAnswerIsBadThoughItsStatusIsOk() throws Exception {
    String body = "{\"status\":\"degraded\",\"database\":\"disconnected\"}";
    try (var server = RawServer.start(RawServer.http(200, body))) {
      assertThat(probing.json(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.BODY, "not true: $.status == \"ok\""));
    }
  }

  @Test
  void anUnexpectedStatusIsBad() throws Exception {
    try (var server = RawServer.start(RawServer.http(503, "{\"status\":\"ok\"}"))) {
      assertThat(probing.json(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.STATUS, "status 503"));
    }
  }

  @Test
  void aBodyThatIsNotJsonIsBadAndIsNotRepeated() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "<html>secret"))) {
      assertThat(probing.json(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.BODY, "a body that is not JSON"));
    }
  }

  @Test
  void aBodyLongerThanAllowedIsBadOnlyIfItIsLookedAt() throws Exception {
    String body = "\"" + "x".repeat(70_000) + "\"";
    try (var server = RawServer.start(RawServer.http(200, body))) {
      assertThat(probing.get(server.url("/"))).isEqualTo(new Good());
      assertThat(probing.json(server.url("/"), "$.a == 1"))
          .isEqualTo(new Bad(ProbeFailure.BODY, "a body of more than 65536 bytes"));
    }
  }

  @Test
  void aBodyWithoutEndIsReadNoFurtherThanAllowed() throws Exception {
    var written = new AtomicInteger();
    try (var server =
        RawServer.start(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
              while (true) {
                out.write(new byte[10_000]);
                written.addAndGet(10_000);
              }
            })) {
      assertThat(probing.get(server.url("/"))).isEqualTo(new Good());
      assertThat(written.get()).isLessThan(50_000_000);
    }
  }

  @Test
  void aSlowAnswerIsBadThoughRight() throws Exception {
    try (var server =
        RawServer.start(
            out -> {
              TimeUnit.MILLISECONDS.sleep(150);
              RawServer.http(200, "").answer(out);
            })) {
      assertThat(reason(probing.run(Probing.within(Duration.ofMillis(100), server.url("/")))))
          .isEqualTo(ProbeFailure.LATENCY);
    }
  }
}
