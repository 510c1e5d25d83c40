package dev.nines.alerts.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands an e-mail in: one plain text message, one connection.
final class SmtpSink implements Sink {
  private static final Logger log = LoggerFactory.getLogger(SmtpSink.class);

  private final String name;
  private final SmtpSettings settings;
  private final InstantSource clock;

  SmtpSink(String name, SmtpSettings settings, InstantSource clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void send(Notice notice) throws IOException, RefusedException {
    try (var connection = SmtpConnection.open(settings)) {
      if (settings.login().isPresent()) {
        var login = settings.login().get();
        var plain = "\0" + login.username() + "\0" + Sinks.secret(login.passwordFile());
        connection.agree("AUTH PLAIN " + base64(plain), 235);
      }
      connection.agree("MAIL FROM:<%s>".formatted(settings.from()), 250);
      recipients(connection);
      connection.say("DATA", 354);
      connection.say(message(notice) + "\r\n.", 250);
      connection.leave();
    }
  }

  /// A recipient who is refused keeps the message from no other.
  private void recipients(SmtpConnection connection) throws IOException, RefusedException {
    var refusals = new ArrayList<RefusedException>();
    for (var recipient : settings.to()) {
      try {
        connection.say("RCPT TO:<%s>".formatted(recipient), 250);
      } catch (RefusedException e) {
        log.error("Sink {}: {} gets no mail: {}", name, recipient, e.getMessage());
        refusals.add(e);
      }
    }
    if (refusals.size() == settings.to().size()) {
      throw refusals.getFirst();
    }
  }

  /// The body is base64, so neither long lines nor a leading dot need care.
  private String message(Notice notice) {
    var body =
        Base64.getMimeEncoder().encodeToString(notice.text().getBytes(StandardCharsets.UTF_8));
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    return String.join(
        "\r\n",
        "From: Nines <" + settings.from() + ">",
        "To: " + String.join(", ", settings.to()),
        "Subject: =?UTF-8?B?" + base64(shortened(notice.title())) + "?=",
        "Date: " + date,
        "Message-ID: <" + notice.id() + "@nines>",
        "References: <" + notice.alertId() + "@nines>", // one thread for beginning and end
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        body);
  }

  /// A header's encoded word holds at most 75 characters (RFC 2047).
  private static String shortened(String title) {
    var text = title;
    while (base64(text).length() > 60) {
      text = text.substring(0, text.length() - 2).stripTrailing() + "…";
    }
    return text;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
