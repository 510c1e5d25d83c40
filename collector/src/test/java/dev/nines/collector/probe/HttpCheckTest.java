package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.collector.probe.CheckResult.Refused;
import dev.nines.testing.FreePort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpCheckTest {
  private static final AddressGuard LOCAL = new AddressGuard(List.of(Cidr.parse("127.0.0.1")));
  private static final AddressGuard PUBLIC = new AddressGuard(List.of());
  private static final HostResolver TO_LOOPBACK = _ -> List.of(InetAddress.getByName("127.0.0.1"));

  private static Vertx vertx;
  private static ProbeClient client;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    client = new ProbeClient(vertx, Optional.empty());
  }

  @AfterAll
  static void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void aHealthyAnswerIsGood() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "{\"status\":\"ok\"}"))) {
      assertThat(check(server.url("/health?full=1"), "$.status == \"ok\"")).isEqualTo(new Good());
      assertThat(server.requests.getFirst())
          .startsWith("GET /health?full=1 HTTP/1.1\n")
          .containsIgnoringCase("host: 127.0.0.1:" + server.port());
    }
  }

  @Test
  void aDegradedAnswerIsBadThoughItsStatusIsOk() throws Exception {
    String body = "{\"status\":\"degraded\",\"database\":\"disconnected\"}";
    try (var server = RawServer.start(RawServer.http(200, body))) {
      assertThat(check(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.BODY, "not true: $.status == \"ok\""));
    }
  }

  @Test
  void anUnexpectedStatusIsBad() throws Exception {
    try (var server = RawServer.start(RawServer.http(503, "{\"status\":\"ok\"}"))) {
      assertThat(check(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.STATUS, "status 503"));
    }
  }

  @Test
  void aBodyThatIsNotJsonIsBadAndIsNotRepeated() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, "<html>secret"))) {
      assertThat(check(server.url("/"), "$.status == \"ok\""))
          .isEqualTo(new Bad(ProbeFailure.BODY, "a body that is not JSON"));
    }
  }

  @Test
  void aBodyLongerThanAllowedIsBadOnlyIfItIsLookedAt() throws Exception {
    String body = "\"" + "x".repeat(70_000) + "\"";
    try (var server = RawServer.start(RawServer.http(200, body))) {
      assertThat(check(server.url("/"))).isEqualTo(new Good());
      assertThat(check(server.url("/"), "$.a == 1"))
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
      assertThat(check(server.url("/"))).isEqualTo(new Good());
      assertThat(written.get()).isLessThan(50_000_000);
    }
  }

  @Test
  void aSilentServerTimesOut() throws Exception {
    try (var server = RawServer.start(_ -> new CountDownLatch(1).await())) {
      assertThat(reason(run(impatient(), server.url("/"), HostResolver.SYSTEM, client)))
          .isEqualTo(ProbeFailure.TIMEOUT);
    }
  }

  @Test
  void aDrippingBodyTimesOutAsAWhole() throws Exception {
    try (var server =
        RawServer.start(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
                      .getBytes(StandardCharsets.UTF_8));
              while (true) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
              }
            })) {
      assertThat(reason(run(impatient(), server.url("/"), HostResolver.SYSTEM, client)))
          .isEqualTo(ProbeFailure.TIMEOUT);
    }
  }

  @Test
  void garbageAndAConnectionThatIsClosedAreBrokenAnswers() throws Exception {
    try (var garbage =
            RawServer.start(
                out -> out.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        var closing = RawServer.start(_ -> {});
        var cutting =
            RawServer.start(
                out ->
                    out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                            .getBytes(StandardCharsets.UTF_8)))) {
      assertThat(reason(check(garbage.url("/")))).isEqualTo(ProbeFailure.PROTOCOL);
      assertThat(reason(check(closing.url("/")))).isEqualTo(ProbeFailure.PROTOCOL);
      assertThat(reason(check(cutting.url("/")))).isEqualTo(ProbeFailure.PROTOCOL);
    }
  }

  @Test
  void nobodyListeningIsNoConnection() throws Exception {
    assertThat(reason(check("http://127.0.0.1:" + FreePort.find() + "/")))
        .isEqualTo(ProbeFailure.CONNECT);
  }

  @Test
  void aHostWithoutAddressIsADnsFailure() throws Exception {
    HostResolver nothing =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(reason(run(settings(LOCAL, 0), "http://gone.example/", nothing, client)))
        .isEqualTo(ProbeFailure.DNS);
  }

  @Test
  void aResolverThatHangsTimesOut() throws Exception {
    HostResolver hanging =
        _ -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    assertThat(reason(run(impatient(), "http://slow.example/", hanging, client)))
        .isEqualTo(ProbeFailure.TIMEOUT);
  }

  @Test
  void theAddressThatWasCheckedIsTheOneConnectedToAndTheNameIsOnlySent() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      String url = "http://no-such-host.invalid:" + server.port() + "/";
      assertThat(run(settings(LOCAL, 0), url, TO_LOOPBACK, client)).isEqualTo(new Good());
      assertThat(server.requests.getFirst())
          .containsIgnoringCase("host: no-such-host.invalid:" + server.port());
    }
  }

  @Test
  void aNameThatPointsInwardIsNotAsked() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      String url = "http://innocent.example:" + server.port() + "/";
      CheckResult result = run(settings(PUBLIC, 0), url, TO_LOOPBACK, client);
      assertThat(result)
          .isEqualTo(
              new Refused(
                  "innocent.example is at 127.0.0.1, which is not public; allow its range in the"
                      + " probe's configuration if it is yours"));
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void redirectsAreNotFollowedUnlessConfigured() throws Exception {
    try (var server = RawServer.start(RawServer.http(302, "", "Location: /elsewhere"))) {
      assertThat(check(server.url("/"))).isEqualTo(new Bad(ProbeFailure.STATUS, "status 302"));
    }
  }

  @Test
  void aRedirectLoopEndsAtTheLimit() throws Exception {
    try (var server = RawServer.start(RawServer.http(302, "", "Location: /again"))) {
      assertThat(run(settings(LOCAL, 3), server.url("/"), HostResolver.SYSTEM, client))
          .isEqualTo(new Bad(ProbeFailure.REDIRECT, "more than 3 redirects"));
      assertThat(server.requests).hasSize(4);
    }
  }

  @Test
  void aRedirectToWhereAProbeMustNotGoIsBad() throws Exception {
    String metadata = "Location: http://169.254.169.254/latest/meta-data/";
    try (var server = RawServer.start(RawServer.http(302, "", metadata))) {
      assertThat(reason(run(settings(LOCAL, 3), server.url("/"), HostResolver.SYSTEM, client)))
          .isEqualTo(ProbeFailure.BLOCKED);
    }
  }

  @Test
  void aRedirectToAnotherHostDoesNotCarryOurHeaders() throws Exception {
    try (var other = RawServer.start(RawServer.http(200, ""));
        var server =
            RawServer.start(RawServer.http(307, "", "Location: " + other.url("/landing")))) {
      CheckResult result = run(settings(LOCAL, 1), server.url("/"), HostResolver.SYSTEM, client);
      assertThat(result).isEqualTo(new Good());
      assertThat(server.requests.getFirst()).contains("Bearer s3cret");
      assertThat(other.requests.getFirst()).startsWith("GET /landing").doesNotContain("s3cret");
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
      var strict = settings(LOCAL, 0, Duration.ofSeconds(9), Optional.of(Duration.ofMillis(100)));
      assertThat(reason(run(strict, server.url("/"), HostResolver.SYSTEM, client)))
          .isEqualTo(ProbeFailure.LATENCY);
    }
  }

  private static ProbeFailure reason(CheckResult result) {
    assertThat(result).isInstanceOf(Bad.class);
    return ((Bad) result).reason();
  }

  private static CheckResult check(String url, String... assertions)
      throws InterruptedException, IOException {
    return run(settings(LOCAL, 0, assertions), url, HostResolver.SYSTEM, client);
  }

  private static CheckResult run(
      ProbeSettings settings, String url, HostResolver resolver, ProbeClient with)
      throws InterruptedException {
    var check = new HttpCheck(settings, URI.create(url), with, resolver);
    return check.run(new Deadline(settings.timeout()));
  }

  private static ProbeSettings settings(
      AddressGuard guard, int maxRedirects, String... assertions) {
    return settings(guard, maxRedirects, Duration.ofSeconds(9), Optional.empty(), assertions);
  }

  private static ProbeSettings impatient() {
    return settings(LOCAL, 0, Duration.ofMillis(300), Optional.empty());
  }

  private static ProbeSettings settings(
      AddressGuard guard,
      int maxRedirects,
      Duration timeout,
      Optional<Duration> maxLatency,
      String... assertions) {
    return new ProbeSettings(
        "test",
        UrlTemplate.parse("http://example.com/"),
        "GET",
        Map.of("Authorization", "Bearer s3cret"),
        StatusSet.SUCCESS,
        List.of(assertions).stream().map(JsonAssertion::parse).toList(),
        maxLatency,
        Duration.ofSeconds(10),
        timeout,
        maxRedirects,
        ProbeSettings.DEFAULT_MAX_BODY_BYTES,
        guard);
  }
}
