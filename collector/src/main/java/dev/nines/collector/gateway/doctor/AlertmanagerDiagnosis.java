package dev.nines.collector.gateway.doctor;

import dev.nines.alerts.delivery.Credentials;
import dev.nines.collector.source.Diagnosis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether an Alertmanager answers, lets us in, and agrees with us about the time: alerts carry
/// their end, so with clocks apart they end too early or too late.
///
/// @param url its base address
/// @param credentials who we are
/// @param clock our time
public record AlertmanagerDiagnosis(URI url, Credentials credentials, InstantSource clock)
    implements Diagnosis {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SKEW_TOLERATED = Duration.ofSeconds(5);
  private static final int OK = 200;

  @Override
  public String subject() {
    return "alertmanager " + url;
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    URI status = URI.create(url.toString().replaceFirst("/+$", "") + "/api/v2/status");
    HttpRequest.Builder request = HttpRequest.newBuilder(status).timeout(PATIENCE);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      credentials.authorization().ifPresent(value -> request.header("Authorization", value));
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK ? good(answer) : List.of(refused(answer.statusCode()));
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              "does not answer: " + e,
              "start it, or correct 'alertmanagers: url' in the configuration"));
    }
  }

  private static Finding refused(int status) {
    return Finding.problem(
        "answers %d to /api/v2/status".formatted(status),
        status == 401 || status == 403
            ? "give 'alertmanagers: basic_auth' the user and password of its web configuration"
            : "name the base address of an Alertmanager from 0.16 on, without /api");
  }

  private List<Finding> good(HttpResponse<String> answer) {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok("answers and lets us in"));
    answer
        .headers()
        .firstValue("Date")
        .flatMap(AlertmanagerDiagnosis::instant)
        .map(theirs -> Duration.between(clock.instant(), theirs))
        .filter(skew -> skew.abs().compareTo(SKEW_TOLERATED) > 0)
        .ifPresent(
            skew ->
                findings.add(
                    Finding.problem(
                        "its clock is %d s %s"
                            .formatted(
                                skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead"),
                        "let both machines follow NTP, for example with chrony")));
    return findings;
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
