package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Speaks to one Alertmanager and keeps an eye on its clock. Blocking; for one thread, but the skew
/// may be read from any.
final class AlertmanagerClient {
  private static final int LONGEST_REASON = 500;

  private final AlertmanagerTarget target;
  private final DeliverySettings settings;
  private final HttpClient http;
  private final InstantSource clock;
  private volatile Optional<ClockSkew> skew = Optional.empty();

  AlertmanagerClient(
      AlertmanagerTarget target, DeliverySettings settings, HttpClient http, InstantSource clock) {
    this.target = target;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /// Posts alerts. Before the first ones it looks at the receiver's clock, and if that moves
  /// meanwhile it posts again.
  Answer post(List<Alert> alerts) throws InterruptedException {
    if (skew.isEmpty()) {
      var status = send(request("/api/v2/status").GET());
      if (status instanceof Answer.Failed && skew.isEmpty()) {
        return status;
      }
    }
    var used = compensation();
    var answer = postOnce(alerts, used);
    boolean clockMoved = used.minus(compensation()).abs().compareTo(settings.skewTolerance()) > 0;
    return clockMoved && answer instanceof Answer.Accepted
        ? postOnce(alerts, compensation())
        : answer;
  }

  private Answer postOnce(List<Alert> alerts, Duration compensation) throws InterruptedException {
    var body =
        AlertJson.write(
            alerts,
            clock.instant(),
            skew.orElse(ClockSkew.NONE),
            compensation,
            settings.validity());
    return send(
        request("/api/v2/alerts")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(target.resolve(path))
        .header("User-Agent", "nines")
        .timeout(settings.requestTimeout());
  }

  /// The measured difference, or zero while it is small enough to be an error of measurement.
  private Duration compensation() {
    var measured = skew.orElse(ClockSkew.NONE).estimate();
    return measured.abs().compareTo(settings.skewTolerance()) > 0 ? measured : Duration.ZERO;
  }

  /// How far the receiver's clock is ahead of ours, once it was measured.
  Optional<Duration> skew() {
    return skew.map(ClockSkew::estimate);
  }

  /// Whether its clock agrees with ours, as far as was measured.
  boolean isInStep() {
    return compensation().isZero();
  }

  /// What stands at an address of its API; empty if that cannot be had now.
  Optional<String> get(String path) throws InterruptedException {
    try {
      var response = exchange(request(path).GET());
      return Optional.of(response).filter(each -> each.statusCode() == 200).map(HttpResponse::body);
    } catch (IOException _) {
      return Optional.empty(); // the loop that posts reports what is wrong with the instance
    }
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      return answer(exchange(request));
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      var authorization = target.credentials().authorization();
      authorization.ifPresent(value -> request.header("Authorization", value));
    } catch (IOException e) {
      throw new IOException("cannot read the credentials: " + e, e);
    }
    var sentAt = clock.instant();
    var exchange = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      // the request's own timeout ends with the headers; this one bounds a body that trickles
      var response = exchange.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      learnSkew(sentAt, clock.instant(), response.headers().firstValue("Date"));
      return response;
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException(
          "no answer within %d ms".formatted(settings.requestTimeout().toMillis()), e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw e;
    }
  }

  private void learnSkew(Instant sentAt, Instant receivedAt, Optional<String> date) {
    var known = skew;
    skew =
        date.flatMap(text -> ClockSkew.measure(sentAt, receivedAt, text))
            .map(measured -> known.map(each -> each.narrowedBy(measured)).orElse(measured))
            .or(() -> known)
            .or(() -> Optional.of(ClockSkew.NONE));
  }

  private static Answer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Answer.Accepted();
    }
    var reason = "HTTP %d: %s".formatted(status, shortened(response.body().strip()));
    if (status == 400 || status == 413 || status == 422) {
      return new Answer.Refused(reason);
    }
    return new Answer.Failed(
        reason, response.headers().firstValue("Retry-After").flatMap(AlertmanagerClient::seconds));
  }

  private static String shortened(String body) {
    return body.length() > LONGEST_REASON ? body.substring(0, LONGEST_REASON) + "…" : body;
  }

  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,4}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : Optional.empty();
  }

  private static Answer failed(String reason) {
    return new Answer.Failed(reason, Optional.empty());
  }
}
