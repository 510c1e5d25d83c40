package dev.nines.alerts.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The sinks there are. Secrets stand in files and are read for each notice, so that they can be
/// rotated. Thread-safe.
public final class Sinks {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_SMS = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER) // would carry secrets elsewhere
          .build();
  private final InstantSource clock;

  public Sinks(InstantSource clock) {
    this.clock = clock;
  }

  /// A webhook. The body is JSON; `Nines-Signature: t=<seconds>,v1=<hex>` has the HMAC-SHA256 of
  /// `<seconds>.<body>` with the secret, so a receiver can refuse what is forged or old.
  /// `Idempotency-Key` is the same for every repetition.
  public Sink webhook(String name, URI url, Path secretFile) {
    return new HttpSink(
        name,
        http,
        notice -> {
          var body = json(webhookBody(notice));
          long seconds = clock.instant().getEpochSecond();
          var signature = hmac(secret(secretFile), seconds + "." + body);
          return HttpSink.post(url, "application/json", body)
              .header("Idempotency-Key", notice.id())
              .header("Nines-Signature", "t=%d,v1=%s".formatted(seconds, signature));
        });
  }

  private static ObjectNode webhookBody(Notice notice) {
    var alert = notice.alert();
    var body = JSON.createObjectNode();
    body.put("id", notice.id());
    body.put("alertId", notice.alertId());
    body.put("status", notice.kind() == Notice.Kind.FIRING ? "firing" : "resolved");
    body.set("labels", JSON.valueToTree(alert.labels()));
    body.set("annotations", JSON.valueToTree(alert.annotations()));
    body.put("startsAt", alert.startsAt().toString());
    alert.endsAt().ifPresent(end -> body.put("endsAt", end.toString()));
    body.put("acknowledgeUrl", notice.acknowledgeUrl());
    return body;
  }

  /// A webhook of Slack, or of Mattermost and others that take Slack's messages.
  ///
  /// @param urlFile holds the address, which is the secret
  public Sink slack(String name, Path urlFile) {
    return new HttpSink(
        name,
        http,
        notice -> {
          var body = JSON.createObjectNode();
          body.put("text", "*" + escaped(notice.title()) + "*\n" + escaped(notice.text()));
          return HttpSink.post(address(urlFile), "application/json", json(body));
        });
  }

  /// Slack's three control characters.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// PagerDuty's Events API v2. Notices of one alert have one `dedup_key`, so they are one
  /// incident.
  ///
  /// @param url `https://events.pagerduty.com/v2/enqueue`, or another that takes the same
  public Sink pagerDuty(String name, URI url, Path routingKeyFile) {
    return new HttpSink(
        name,
        http,
        notice -> {
          var event = JSON.createObjectNode();
          event.put("routing_key", secret(routingKeyFile));
          event.put("dedup_key", notice.alertId());
          boolean firing = notice.kind() == Notice.Kind.FIRING;
          event.put("event_action", firing ? "trigger" : "resolve");
          if (firing) {
            event.set("payload", pagerDutyPayload(notice));
            event.put("client", "Nines");
            var dashboard = notice.alert().annotations().get("dashboard_url");
            if (dashboard != null) {
              event.put("client_url", dashboard);
            }
          }
          return HttpSink.post(url, "application/json", json(event));
        });
  }

  private static ObjectNode pagerDutyPayload(Notice notice) {
    var alert = notice.alert();
    var payload = JSON.createObjectNode();
    payload.put("summary", shortened(notice.title(), 1024));
    payload.put(
        "source", Optional.of(alert.label("tenant")).filter(t -> !t.isEmpty()).orElse("nines"));
    var severity = alert.label("severity");
    payload.put(
        "severity",
        Map.of("critical", "critical", "warning", "warning").getOrDefault(severity, "info"));
    payload.put("timestamp", alert.startsAt().toString());
    payload.put("component", alert.label("service"));
    payload.put("class", alert.name());
    var details = JSON.createObjectNode();
    details.put("text", notice.text());
    alert.annotations().forEach(details::put);
    payload.set("custom_details", details);
    return payload;
  }

  /// A provider of short messages that takes a form, as Twilio and many others do.
  ///
  /// @param form the fields; `{text}` in a value is the message
  /// @param user for HTTP Basic, with the password in the file
  public Sink sms(String name, URI url, Map<String, String> form, String user, Path passwordFile) {
    return new HttpSink(
        name,
        http,
        notice -> {
          var text =
              shortened(notice.title(), LONGEST_SMS - notice.acknowledgeUrl().length() - 1)
                  + " "
                  + notice.acknowledgeUrl();
          var body = new StringBuilder();
          form.forEach(
              (field, value) ->
                  body.append(body.isEmpty() ? "" : "&")
                      .append(encoded(field))
                      .append('=')
                      .append(encoded(value.replace("{text}", text))));
          return HttpSink.post(url, "application/x-www-form-urlencoded", body.toString())
              .header("Authorization", basic(user, secret(passwordFile)));
        });
  }

  /// E-mail by SMTP.
  public Sink email(String name, SmtpSettings settings) {
    return new SmtpSink(name, settings, clock);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, Math.max(0, longest - 1)) + "…";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static URI address(Path file) throws IOException {
    try {
      return URI.create(secret(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("the file " + file + " holds no address", e);
    }
  }

  static String secret(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static String json(ObjectNode node) {
    return node.toString();
  }

  static String hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
