package dev.nines.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.alerts.sink.SmtpSettings.Security;
import dev.nines.alerts.sink.SmtpSettings.Trust;
import dev.nines.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// E-mail to a mail server that wants TLS and a login.
class SmtpTlsIT {
  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static TestCertificate ofAnotherHost;

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private Optional<SMTPServer> server = Optional.empty();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificate = TestCertificate.forHost(folder.resolve("localhost"), "localhost");
    ofAnotherHost = TestCertificate.forHost(folder.resolve("other"), "other.example");
    Files.writeString(folder.resolve("password"), "s3cret\n");
    Files.writeString(folder.resolve("wrong"), "guess\n");
  }

  @AfterEach
  void stop() {
    server.ifPresent(SMTPServer::stop);
  }

  @Test
  void afterStartTlsAndALoginAMessageIsTaken() throws Exception {
    int port = startTls(certificate);
    send(port, Security.STARTTLS, certificate, "password");
    assertTaken();
  }

  @Test
  void withTlsFromTheStartAMessageIsTaken() throws Exception {
    int port = start(builder().serverSocketFactory(certificate.tls()));
    send(port, Security.TLS, certificate, "password");
    assertTaken();
  }

  @Test
  void aServerOfAnUnknownAuthorityIsToldNothing() throws Exception {
    int port = startTls(certificate);
    assertThatThrownBy(() -> send(port, Security.STARTTLS, Trust.SYSTEM, "password"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(messages).isEmpty();
  }

  @Test
  void aServerWithTheCertificateOfAnotherHostIsToldNothing() throws Exception {
    int port = startTls(ofAnotherHost);
    assertThatThrownBy(() -> send(port, Security.STARTTLS, ofAnotherHost, "password"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("localhost");
    assertThat(messages).isEmpty();
  }

  @Test
  void aServerThatSpeaksNoTlsIsNotGivenThePassword() throws Exception {
    int port = start(builder());
    assertThatThrownBy(() -> send(port, Security.STARTTLS, certificate, "password"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("TLS not supported");
    assertThat(messages).isEmpty();
  }

  @Test
  void aWrongPasswordIsTriedAgain() throws Exception {
    int port = startTls(certificate);
    assertThatThrownBy(() -> send(port, Security.STARTTLS, certificate, "wrong"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("535");
  }

  private void assertTaken() {
    assertThat(messages)
        .singleElement()
        .asString()
        .contains("From: Nines <nines@example.com>", "To: ann@example.com");
  }

  private int startTls(TestCertificate shown) throws IOException {
    return start(builder().enableTLS().requireTLS().startTlsSocketFactory(shown.tls()));
  }

  private SMTPServer.Builder builder() {
    return SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .requireAuth()
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (user, password, _) -> {
                  if (!user.equals("nines") || !password.equals("s3cret")) {
                    throw new LoginFailedException();
                  }
                }))
        .messageHandler((_, _, _, data) -> messages.add(new String(data, StandardCharsets.UTF_8)));
  }

  private int start(SMTPServer.Builder builder) {
    var started = builder.build();
    started.start();
    server = Optional.of(started);
    return started.getPortAllocated();
  }

  private static void send(int port, Security security, TestCertificate trusted, String password)
      throws Exception {
    send(port, security, () -> trusting(trusted.authorityPem()), password);
  }

  private static void send(int port, Security security, Trust trust, String password)
      throws Exception {
    var settings =
        new SmtpSettings(
            "localhost",
            port,
            security,
            "nines@example.com",
            List.of("ann@example.com"),
            Optional.of(new SmtpSettings.Login("nines", folder.resolve(password))),
            trust);
    new Sinks(() -> Pages.NOON).email("mail", settings).send(Pages.notice(Notice.Kind.FIRING));
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      keys.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
