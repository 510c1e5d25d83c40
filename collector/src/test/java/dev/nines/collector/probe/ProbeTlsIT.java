package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.testing.TestCertificate;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTlsIT {
  @TempDir static Path folder;
  private static Probing probing;
  private static TestCertificate certificate;
  private static ProbeTls trusting;

  @BeforeAll
  static void open() throws Exception {
    probing = new Probing().resolving(_ -> List.of(InetAddress.getByName("127.0.0.1")));
    certificate = TestCertificate.forHost(folder.resolve("valid"), "health.example");
    trusting = trusting(certificate);
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void aCertificateForTheHostByATrustedAuthorityIsGood() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      assertThat(check("health.example", server, trusting)).isEqualTo(new Good());
    }
  }

  @Test
  void theEndOfTheChainIsSeenAlsoIfNothingIsChecked() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      var insecure =
          new ProbeTls(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              true,
              Duration.ofDays(14));
      var look = new Look(Duration.ofSeconds(9));
      var settings = settings("https", "other.example", server, insecure);
      assertThat(probing.run(settings, look)).isEqualTo(new Good());
      assertThat(look.certificate().orElseThrow().ends())
          .isBetween(Instant.now().plusSeconds(86_400), Instant.now().plusSeconds(100 * 86_400));
    }
  }

  @Test
  void anotherNameCanBeAskedForThanTheHosts() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      var named =
          new ProbeTls(
              trusting.authorities(),
              Optional.empty(),
              Optional.empty(),
              Optional.of("health.example"),
              false,
              Duration.ZERO);
      assertThat(check("inner.example", server, named)).isEqualTo(new Good());
    }
  }

  @Test
  void aCertificateForAnotherHostIsBad() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      assertThat(reason(check("other.example", server, trusting)))
          .isEqualTo(ProbeFailure.CERTIFICATE_HOST);
    }
  }

  @Test
  void aCertificateByAnUnknownAuthorityIsBad() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      assertThat(reason(check("health.example", server, ProbeTls.DEFAULT)))
          .isEqualTo(ProbeFailure.CERTIFICATE_UNTRUSTED);
    }
  }

  @Test
  void anExpiredCertificateIsBad() throws Exception {
    var expired =
        TestCertificate.forHost(
            folder.resolve("expired"), "health.example", "-startdate", "-9d", "-validity", "1");
    try (var server = RawServer.startTls(expired.tls(), RawServer.http(200, ""))) {
      assertThat(reason(check("health.example", server, trusting(expired))))
          .isEqualTo(ProbeFailure.CERTIFICATE_EXPIRED);
    }
  }

  @Test
  void aServerWithoutTlsIsBad() throws Exception {
    var server =
        probing
            .vertx
            .createNetServer()
            .connectHandler(
                socket -> socket.handler(_ -> socket.end(Buffer.buffer("HTTP/1.1 400 X\r\n\r\n"))))
            .listen(0, "127.0.0.1")
            .await();
    String url = "https://health.example:%d/".formatted(server.actualPort());
    assertThat(reason(probing.get(url))).isEqualTo(ProbeFailure.TLS);
  }

  @Test
  void aHandshakeThatHangsTimesOutWhileConnecting() throws Exception {
    try (var server = RawServer.start(_ -> new CountDownLatch(1).await())) {
      var impatient = Probing.impatient("https://health.example:" + server.port() + "/");
      assertThat(probing.run(impatient))
          .isEqualTo(new CheckResult.Bad(ProbeFailure.TIMEOUT, "no connection within 400 ms"));
    }
  }

  @Test
  void aTlsPortWithoutHttpIsCheckedTheSameWay() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      var look = new Look(Duration.ofSeconds(9));
      assertThat(probing.run(settings("tls", "health.example", server, trusting), look))
          .isEqualTo(new Good());
      assertThat(look.certificate()).isPresent();
      assertThat(reason(probing.run(settings("tls", "other.example", server, trusting))))
          .isEqualTo(ProbeFailure.CERTIFICATE_HOST);
    }
  }

  private static ProbeTls trusting(TestCertificate certificate) {
    return new ProbeTls(
        Optional.of(certificate.authorityPem()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofDays(14));
  }

  private static CheckResult check(String host, RawServer server, ProbeTls tls)
      throws InterruptedException {
    return probing.run(settings("https", host, server, tls));
  }

  private static ProbeSettings settings(
      String scheme, String host, RawServer server, ProbeTls tls) {
    String end = scheme.equals("tls") ? "" : "/";
    Ask ask =
        scheme.equals("tls")
            ? new Ask.Connection(Optional.empty(), Optional.empty())
            : Ask.Http.get(BodyExpectation.ANY);
    return Probing.settings(
        "%s://%s:%d%s".formatted(scheme, host, server.port(), end),
        ask,
        Duration.ofSeconds(9),
        Optional.empty(),
        tls,
        Probing.LOCAL);
  }
}
