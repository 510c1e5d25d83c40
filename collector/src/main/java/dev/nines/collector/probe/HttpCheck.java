package dev.nines.collector.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.collector.probe.CheckResult.Refused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// One check of one URL: resolve, guard, ask, follow, judge. Blocks.
final class HttpCheck {
  private static final int FIRST_REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int LAST_REDIRECT = 308;

  private final ProbeSettings settings;
  private final URI url;
  private final ProbeClient client;
  private final HostResolver resolver;

  HttpCheck(ProbeSettings settings, URI url, ProbeClient client, HostResolver resolver) {
    this.settings = settings;
    this.url = url;
    this.client = client;
    this.resolver = resolver;
  }

  /// @throws InterruptedException if the check is to stop; there is no result then
  CheckResult run(Deadline deadline) throws InterruptedException {
    try {
      return follow(deadline);
    } catch (TimeoutException _) {
      return new Bad(
          ProbeFailure.TIMEOUT, "no answer within " + settings.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private CheckResult follow(Deadline deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    URI current = url;
    Map<String, String> headers = settings.headers();
    for (int hop = 0; ; hop++) {
      List<InetAddress> addresses = resolve(current, deadline);
      Optional<InetAddress> address =
          addresses.stream().filter(settings.guard()::allows).findFirst();
      if (address.isEmpty()) {
        return blocked(current, addresses, hop);
      }
      Answer answer = client.ask(settings, headers, current, address.get(), deadline);
      if (settings.maxRedirects() == 0 || !isRedirect(answer)) {
        return judge(answer, deadline.elapsed());
      }
      if (hop == settings.maxRedirects()) {
        return new Bad(ProbeFailure.REDIRECT, "more than %d redirects".formatted(hop));
      }
      Optional<URI> next = next(current, answer);
      if (next.isEmpty()) {
        return new Bad(ProbeFailure.REDIRECT, "a redirect to what cannot be followed");
      }
      if (!sameOrigin(current, next.get())) {
        // What they carry was meant for the host that we were configured to ask.
        headers = Map.of();
      }
      current = next.get();
    }
  }

  /// The resolver cannot be interrupted, so it gets a thread of its own that may outlive the check.
  private List<InetAddress> resolve(URI uri, Deadline deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    var addresses = new CompletableFuture<List<InetAddress>>();
    Thread.ofVirtual()
        .name("probe-resolver")
        .start(
            () -> {
              try {
                addresses.complete(resolver.resolve(ProbeClient.bareHost(uri)));
              } catch (UnknownHostException | RuntimeException e) {
                addresses.completeExceptionally(e);
              }
            });
    return deadline.await(addresses);
  }

  private static CheckResult blocked(URI uri, List<InetAddress> addresses, int hop) {
    if (hop > 0) {
      return new Bad(ProbeFailure.BLOCKED, "a redirect to an address that may not be probed");
    }
    String first = addresses.isEmpty() ? "no address" : addresses.getFirst().getHostAddress();
    return new Refused(
        "%s is at %s, which is not public; allow its range in the probe's configuration if it is yours"
            .formatted(ProbeClient.bareHost(uri), first));
  }

  private static boolean isRedirect(Answer answer) {
    int status = answer.status();
    return status >= FIRST_REDIRECT && status <= LAST_REDIRECT && status != NOT_MODIFIED;
  }

  private static Optional<URI> next(URI current, Answer answer) {
    try {
      return answer
          .location()
          .map(location -> UrlTemplate.checked(current.resolve(location).toString(), "Location"))
          .filter(next -> next.getScheme().equalsIgnoreCase("https") || !isHttps(current));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isHttps(URI uri) {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }

  private CheckResult judge(Answer answer, Duration took) {
    if (!settings.expectedStatuses().contains(answer.status())) {
      return new Bad(ProbeFailure.STATUS, "status " + answer.status());
    }
    Optional<Bad> brokenBody =
        settings.assertions().isEmpty() ? Optional.empty() : judgeBody(answer);
    if (brokenBody.isPresent()) {
      return brokenBody.get();
    }
    boolean slow = settings.maxLatency().map(limit -> took.compareTo(limit) > 0).orElse(false);
    return slow ? new Bad(ProbeFailure.LATENCY, "took " + took.toMillis() + " ms") : new Good();
  }

  private Optional<Bad> judgeBody(Answer answer) {
    if (answer.cut()) {
      return Optional.of(
          new Bad(
              ProbeFailure.BODY,
              "a body of more than %d bytes".formatted(settings.maxBodyBytes())));
    }
    try {
      JsonNode body = JsonAssertion.readBody(answer.body().getBytes());
      return settings.assertions().stream()
          .filter(assertion -> !assertion.holds(body))
          .findFirst()
          .map(broken -> new Bad(ProbeFailure.BODY, "not true: " + broken.text()));
    } catch (IOException _) {
      return Optional.of(new Bad(ProbeFailure.BODY, "a body that is not JSON"));
    }
  }

  private static CheckResult failure(Throwable failure) {
    if (hasCause(failure, UnknownHostException.class)) {
      return new Bad(ProbeFailure.DNS, "unknown host");
    }
    if (hasCause(failure, SSLException.class)) {
      return new Bad(ProbeFailure.TLS, "no TLS connection");
    }
    if (hasCause(failure, ConnectException.class)) {
      return new Bad(ProbeFailure.CONNECT, "no connection");
    }
    String kind = failure.getClass().getSimpleName();
    return new Bad(ProbeFailure.PROTOCOL, "a broken answer (" + kind + ")");
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(kind::isInstance);
  }
}
