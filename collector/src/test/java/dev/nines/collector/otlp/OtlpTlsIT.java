package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.collector.tls.ListenerTls;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Senders that show a client certificate.
class OtlpTlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static Path store;
  private static OtlpRig rig;

  @BeforeAll
  static void start() throws Exception {
    store = folder.resolve("keys.p12");
    key("authority", "-dname", "CN=Test authority", "-ext", "bc=ca:true");
    key("server", "-signer", "authority", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost");
    key("shop", "-signer", "authority", "-dname", "CN=shop.internal");
    key("other", "-signer", "authority", "-dname", "CN=other.internal");
    key("self-made", "-dname", "CN=shop.internal");
    var tls =
        new ListenerTls(
            pem("server.pem", "CERTIFICATE", certificate("server")),
            pem("server.key", "PRIVATE KEY", keys().getKey("server", PASSWORD).getEncoded()),
            Optional.of(pem("authority.pem", "CERTIFICATE", certificate("authority"))));
    OtlpSettings plain = OtlpRig.SETTINGS;
    var settings =
        new OtlpSettings(
            plain.listeners(),
            Optional.of(tls),
            plain.tenantRules(),
            plain.spans(),
            plain.maxMetricAge(),
            plain.tenantRate(),
            plain.memoryBytes(),
            plain.workers(),
            plain.interval());
    var shop = new Sender("shop", Set.of("acme"));
    rig = new OtlpRig(settings, new Senders(Map.of(), Map.of("shop.internal", shop), false));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aKnownCertificateGetsInAndSpeaksForItsTenantsOnly() throws Exception {
    assertThat(send("shop", Spans.request(200, Duration.ofMillis(1)), "acme")).isEqualTo(200);
    assertThat(send("shop", Spans.request(200, Duration.ofMillis(1)), "globex")).isEqualTo(200);

    assertThat(rig.spanSamples().keySet())
        .anyMatch(series -> series.contains("tenant=acme"))
        .noneMatch(series -> series.contains("tenant=globex"));
  }

  @Test
  void aCertificateOfTheAuthorityThatNobodyListedIsRefused() throws Exception {
    assertThat(send("other", Spans.request(200, Duration.ofMillis(1)), "acme")).isEqualTo(401);
  }

  @Test
  void aCertificateThatTheAuthorityDidNotSignDoesNotEvenConnect() {
    assertThatThrownBy(() -> send("self-made", Spans.request(200, Duration.ofMillis(1)), "acme"))
        .isInstanceOf(IOException.class);
  }

  private static int send(String alias, Span.Builder span, String tenant) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context(alias)).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("https://localhost:%d/v1/traces".formatted(rig.port())))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(Spans.export(tenant, span)))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static SSLContext context(String alias) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        alias, keys().getKey(alias, PASSWORD), PASSWORD, keys().getCertificateChain(alias));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", keys().getCertificate("authority"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void key(String alias, String... options) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit"));
    command.addAll(List.of("-keystore", store.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static KeyStore keys() throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private static byte[] certificate(String alias) throws Exception {
    return keys().getCertificate(alias).getEncoded();
  }

  private static Path pem(String file, String kind, byte[] content) throws IOException {
    String encoded = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, encoded));
  }
}
