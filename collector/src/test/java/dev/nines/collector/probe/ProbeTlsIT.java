package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTlsIT {
  private static final Bad NO_TLS = new Bad(ProbeFailure.TLS, "no TLS connection");

  @TempDir static Path folder;
  private static Vertx vertx;
  private static TestCertificate certificate;
  private static ProbeClient trusting;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    certificate = TestCertificate.forHost(folder.resolve("valid"), "health.example");
    trusting = new ProbeClient(vertx, Optional.of(certificate.authorityPem()));
  }

  @AfterAll
  static void close() {
    trusting.close();
    vertx.close().await();
  }

  @Test
  void aCertificateForTheHostByATrustedAuthorityIsGood() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      assertThat(check("health.example", server, trusting)).isEqualTo(new Good());
    }
  }

  @Test
  void aCertificateForAnotherHostIsBad() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""))) {
      assertThat(check("other.example", server, trusting)).isEqualTo(NO_TLS);
    }
  }

  @Test
  void aCertificateByAnUnknownAuthorityIsBad() throws Exception {
    try (var server = RawServer.startTls(certificate.tls(), RawServer.http(200, ""));
        var usual = new ProbeClient(vertx, Optional.empty())) {
      assertThat(check("health.example", server, usual)).isEqualTo(NO_TLS);
    }
  }

  @Test
  void anExpiredCertificateIsBad() throws Exception {
    var expired =
        TestCertificate.forHost(
            folder.resolve("expired"), "health.example", "-startdate", "-9d", "-validity", "1");
    try (var server = RawServer.startTls(expired.tls(), RawServer.http(200, ""));
        var client = new ProbeClient(vertx, Optional.of(expired.authorityPem()))) {
      assertThat(check("health.example", server, client)).isEqualTo(NO_TLS);
    }
  }

  @Test
  void aServerWithoutTlsIsBad() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      assertThat(check("health.example", server, trusting)).isEqualTo(NO_TLS);
    }
  }

  private static CheckResult check(String host, RawServer server, ProbeClient client)
      throws InterruptedException {
    var url = URI.create("https://" + host + ":" + server.port() + "/");
    var settings =
        ProbeSettings.of(
            "test",
            UrlTemplate.parse(url.toString()),
            List.of(),
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            new AddressGuard(List.of(Cidr.parse("127.0.0.1"))));
    HostResolver toLoopback = _ -> List.of(InetAddress.getByName("127.0.0.1"));
    return new HttpCheck(settings, url, client, toLoopback).run(new Deadline(settings.timeout()));
  }
}
