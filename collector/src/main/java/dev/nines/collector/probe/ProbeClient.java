package dev.nines.collector.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Sends one HTTP request to one address that was checked before. Every request has a connection of
/// its own, because connecting is part of what is probed. Safe between threads.
public final class ProbeClient implements AutoCloseable {
  private static final int CONNECTIONS_PER_ADDRESS = 10_000;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final HttpClient client;

  /// @param vertx whose event loops do the work
  /// @param trustedCertificates a PEM file of certificate authorities to trust instead of the usual
  ///   ones
  public ProbeClient(Vertx vertx, Optional<Path> trustedCertificates) {
    var options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setVerifyHost(true)
            .setForceSni(true)
            .setDecompressionSupported(false);
    trustedCertificates.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ADDRESS));
  }

  @Override
  public void close() {
    client.close();
  }

  /// Asks and waits, on a thread that may block. When it returns or throws, the connection is gone.
  /// That there was no connection is a [ConnectException], whose cause may be an SSLException.
  Answer ask(
      ProbeSettings settings,
      Map<String, String> headers,
      URI uri,
      InetAddress address,
      Deadline deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    var answer = new CompletableFuture<Answer>();
    Future<HttpClientRequest> connecting = client.request(options(settings, headers, uri, address));
    try {
      connecting
          .onFailure(cause -> answer.completeExceptionally(notConnected(cause)))
          .onSuccess(request -> send(request, settings.maxBodyBytes(), answer));
      return deadline.await(answer);
    } finally {
      answer.cancel(false);
      // Does nothing to an exchange that is through.
      connecting.onSuccess(HttpClientRequest::reset);
    }
  }

  private static ConnectException notConnected(Throwable cause) {
    var exception = new ConnectException(String.valueOf(cause.getMessage()));
    exception.initCause(cause);
    return exception;
  }

  private static RequestOptions options(
      ProbeSettings settings, Map<String, String> headers, URI uri, InetAddress address) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int usualPort = tls ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() == -1 ? usualPort : uri.getPort();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(settings.method()))
            // The address as a literal: the name must not be resolved a second time, to another
            // address than the one that was checked.
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(bareHost(uri))
            .setPort(port)
            .setSsl(tls)
            .setURI(requestTarget(uri))
            .putHeader("Accept", "*/*")
            .putHeader("User-Agent", "nines-probe");
    headers.forEach(options::putHeader);
    return options;
  }

  /// The host, of an IPv6 address without its brackets.
  static String bareHost(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String requestTarget(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static void send(
      HttpClientRequest request, int maxBodyBytes, CompletableFuture<Answer> answer) {
    request.exceptionHandler(answer::completeExceptionally);
    // Without one of our own, Vert.x logs what it could not read, which is the target's text.
    request.connection().exceptionHandler(answer::completeExceptionally);
    request
        .send()
        .onFailure(answer::completeExceptionally)
        .onSuccess(response -> receive(response, maxBodyBytes, answer));
  }

  private static void receive(
      HttpClientResponse response, int maxBodyBytes, CompletableFuture<Answer> answer) {
    var body = Buffer.buffer();
    Optional<String> location = Optional.ofNullable(response.getHeader("Location"));
    response.exceptionHandler(answer::completeExceptionally);
    response.handler(
        chunk -> {
          int room = maxBodyBytes - body.length();
          body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
          if (chunk.length() > room) {
            response.pause();
            answer.complete(new Answer(response.statusCode(), location, body, true));
          }
        });
    response.endHandler(
        _ -> answer.complete(new Answer(response.statusCode(), location, body, false)));
  }
}
