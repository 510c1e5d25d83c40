package dev.nines.collector.probe;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// The way from a URL over redirects to the answer that counts. Each hop is resolved and guarded
/// like the first.
///
/// @param ask what is sent, and how many redirects are followed
/// @param tls how TLS is spoken
/// @param doors which addresses may be asked
/// @param client does the asking
record HttpTrail(Ask.Http ask, ProbeTls tls, Doors doors, ProbeClient client) {
  private static final int FIRST_REDIRECT = 300;
  private static final int SEE_OTHER = 303;
  private static final int NOT_MODIFIED = 304;
  private static final int LAST_REDIRECT = 308;

  /// What a hop led to: elsewhere, or to the answer that counts.
  private sealed interface Hop<T> {
    record Redirect<T>(int status, String location) implements Hop<T> {}

    record Arrival<T>(T answer) implements Hop<T> {}
  }

  /// Follows.
  ///
  /// @param receive takes the answer that counts, from its head on
  <T> T follow(URI start, Look look, Function<HttpClientResponse, Future<T>> receive)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    var current = new Request(start, ask.method(), ask.headers(), ask.body());
    for (int hops = 0; ; hops++) {
      switch (hop(current, hops, look, receive)) {
        case Hop.Arrival<T>(T answer) -> {
          return answer;
        }
        case Hop.Redirect<T> redirect -> {
          if (hops == ask.maxRedirects()) {
            throw new Unmet(ProbeFailure.REDIRECT, "more than %d redirects".formatted(hops));
          }
          current = current.redirected(redirect.status(), redirect.location());
        }
      }
    }
  }

  /// What is asked next.
  private record Request(
      URI uri, String method, Map<String, String> headers, Optional<String> body) {

    Request redirected(int status, String location) throws Unmet {
      URI next = resolved(location);
      // What they carry was meant for the host that we were configured to ask.
      Map<String, String> kept = isSameOrigin(next) ? headers : Map.of();
      boolean turnsToGet = status == SEE_OTHER || (status < SEE_OTHER && method.equals("POST"));
      return turnsToGet && !method.equals("HEAD")
          ? new Request(next, "GET", kept, Optional.empty())
          : new Request(next, method, kept, isSameOrigin(next) ? body : Optional.empty());
    }

    private URI resolved(String location) throws Unmet {
      try {
        URI next = UrlTemplate.checked(uri.resolve(location).toString(), "Location");
        String scheme = next.getScheme();
        if (scheme.equalsIgnoreCase("https")
            || (scheme.equalsIgnoreCase("http") && !HttpCall.isTls(uri))) {
          return next;
        }
      } catch (IllegalArgumentException _) {
        // said below
      }
      throw new Unmet(ProbeFailure.REDIRECT, "a redirect to what cannot be followed");
    }

    private boolean isSameOrigin(URI other) {
      return uri.getScheme().equalsIgnoreCase(other.getScheme())
          && uri.getHost().equalsIgnoreCase(other.getHost())
          && HttpCall.port(uri) == HttpCall.port(other);
    }
  }

  private <T> Hop<T> hop(
      Request request, int hops, Look look, Function<HttpClientResponse, Future<T>> receive)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    var call =
        new HttpCall(
            request.uri(),
            doors.open(HttpCall.bareHost(request.uri()), hops, look),
            request.method(),
            request.headers(),
            request.body());
    Future<HttpClientConnection> connecting = client.connect(call, ask.http2(), tls);
    try {
      HttpClientConnection connection = look.await(connecting.toCompletionStage());
      look.ended(Look.Phase.CONNECT);
      doors.taken(call);
      look.saw(ProbeClient.chain(connection.sslSession()));
      return look.await(
          ProbeClient.send(connection, call, head -> arrived(head, receive)).toCompletionStage());
    } finally {
      // Also if it comes only after we have given up.
      connecting.onSuccess(HttpClientConnection::close);
    }
  }

  private <T> Future<Hop<T>> arrived(
      HttpClientResponse head, Function<HttpClientResponse, Future<T>> receive) {
    int status = head.statusCode();
    boolean redirects =
        status >= FIRST_REDIRECT && status <= LAST_REDIRECT && status != NOT_MODIFIED;
    if (redirects && ask.maxRedirects() > 0) {
      head.pause();
      String location = head.getHeader("Location");
      return Future.succeededFuture(new Hop.Redirect<>(status, location == null ? ":" : location));
    }
    return receive.apply(head).map(Hop.Arrival::new);
  }
}
