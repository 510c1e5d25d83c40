package dev.nines.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.alerts.sink.SmtpSettings.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmtpSinkTest {

  @Test
  void aMessageIsHandedInForEveryRecipient() throws Exception {
    try (var server = new SmtpServer("250 ok")) {
      sink(server, Security.NONE).send(Pages.notice(Notice.Kind.FIRING));
      assertThat(server.said())
          .contains(
              "EHLO nines",
              "MAIL FROM:<nines@example.com>",
              "RCPT TO:<ann@example.com>",
              "RCPT TO:<bob@example.com>",
              "Message-ID: <id-1@nines>",
              "Content-Type: text/plain; charset=utf-8")
          .endsWith("QUIT");
      var body = server.said().subList(server.said().indexOf("") + 1, server.said().indexOf("."));
      assertThat(
              new String(
                  Base64.getMimeDecoder().decode(String.join("\n", body)), StandardCharsets.UTF_8))
          .startsWith("Users of shop are hit.\nA second line.")
          .contains("I am on it: https://nines.example/alerts/acknowledge/alert-1");
    }
  }

  @Test
  void theSubjectFitsIntoOneEncodedWord() throws Exception {
    try (var server = new SmtpServer("250 ok")) {
      sink(server, Security.NONE).send(Pages.notice(Notice.Kind.RESOLVED));
      var subject = server.said().stream().filter(each -> each.startsWith("Subject: ")).findFirst();
      assertThat(subject.orElseThrow())
          .startsWith("Subject: =?UTF-8?B?")
          .hasSizeLessThanOrEqualTo("Subject: ".length() + 75);
    }
  }

  @Test
  void anAddressThatDoesNotExistIsRefused() throws IOException {
    try (var server = new SmtpServer("550 no such user")) {
      var sink = sink(server, Security.NONE);
      assertThatThrownBy(() -> sink.send(Pages.notice(Notice.Kind.FIRING)))
          .isInstanceOf(Sink.RefusedException.class)
          .hasMessageContaining("550");
    }
  }

  @Test
  void aRecipientWhoDoesNotExistKeepsTheMessageFromNoOther() throws Exception {
    try (var server = new SmtpServer("250 ok")) {
      sink(server, Security.NONE, "nobody@example.com", "bob@example.com")
          .send(Pages.notice(Notice.Kind.FIRING));
      assertThat(server.said()).contains("DATA", ".");
    }
  }

  @Test
  void aFullMailboxIsTriedAgain() throws IOException {
    try (var server = new SmtpServer("452 full")) {
      var sink = sink(server, Security.NONE);
      assertThatThrownBy(() -> sink.send(Pages.notice(Notice.Kind.FIRING)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("452");
    }
  }

  @Test
  void withoutStartTlsNothingIsSaid() throws IOException {
    try (var server = new SmtpServer("250 ok")) {
      var sink = sink(server, Security.STARTTLS);
      assertThatThrownBy(() -> sink.send(Pages.notice(Notice.Kind.FIRING)))
          .isInstanceOf(IOException.class);
      assertThat(server.said()).noneMatch(each -> each.startsWith("MAIL"));
    }
  }

  @Test
  void aPasswordNeedsTls() {
    var login = Optional.of(new SmtpSettings.Login("nines", Path.of("password")));
    assertThatThrownBy(
            () ->
                new SmtpSettings(
                    "mail",
                    25,
                    Security.NONE,
                    "a@b",
                    List.of("c@d"),
                    login,
                    SmtpSettings.Trust.SYSTEM))
        .hasMessageContaining("without TLS");
  }

  private static Sink sink(SmtpServer server, Security security) {
    return sink(server, security, "ann@example.com", "bob@example.com");
  }

  private static Sink sink(SmtpServer server, Security security, String... recipients) {
    var settings =
        new SmtpSettings(
            "127.0.0.1",
            server.port(),
            security,
            "nines@example.com",
            List.of(recipients),
            Optional.empty(),
            SmtpSettings.Trust.SYSTEM);
    return new Sinks(() -> Pages.NOON).email("mail", settings);
  }
}
