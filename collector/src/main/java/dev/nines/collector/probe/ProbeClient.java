package dev.nines.collector.probe;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Connects to addresses that were checked before. Everything that it opens is a connection of its
/// own, because connecting is part of what is probed. Safe between threads.
public final class ProbeClient implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int LONGEST_MESSAGE = 1 << 20;
  private static final List<String> HTTP1 = List.of("http/1.1");
  private static final List<String> HTTP2 = List.of("h2", "http/1.1");

  private final Vertx vertx;
  private final HttpClientAgent http1;
  private final HttpClientAgent http2;
  private final WebSocketClient webSockets;
  private final NetClient sockets;

  /// @param vertx whose event loops do the work
  public ProbeClient(Vertx vertx) {
    this.vertx = vertx;
    this.http1 = client(vertx, HttpVersion.HTTP_1_1);
    this.http2 = client(vertx, HttpVersion.HTTP_2);
    this.webSockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(MOST_CONNECTIONS)
                .setMaxMessageSize(LONGEST_MESSAGE));
    this.sockets = vertx.createNetClient(new NetClientOptions());
  }

  /// No connection is ever kept, so there is no pool to look through each second.
  private static HttpClientAgent client(Vertx vertx, HttpVersion version) {
    return vertx
        .httpClientBuilder()
        .with(
            new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setKeepAlive(false)
                .setForceSni(true)
                .setDecompressionSupported(false))
        .with(new PoolOptions().setCleanerPeriod(0))
        .build();
  }

  @Override
  public void close() {
    http1.close();
    http2.close();
    webSockets.close();
    sockets.close();
  }

  /// Connects for a request; the caller closes the connection.
  Future<HttpClientConnection> connect(HttpCall call, boolean asHttp2, ProbeTls tls) {
    var options =
        new HttpConnectOptions()
            .setServer(call.server())
            .setHost(tls.serverName().orElse(HttpCall.bareHost(call.uri())))
            .setPort(HttpCall.port(call.uri()))
            .setSsl(call.isTls())
            .setSslOptions(tls.options(asHttp2 ? HTTP2 : HTTP1));
    return connected((asHttp2 ? http2 : http1).connect(options));
  }

  /// Sends a request over a connection.
  ///
  /// @param receive attaches itself to the answer's head, on the event loop, before anything of the
  ///   body comes
  static <T> Future<T> send(
      HttpClientConnection connection,
      HttpCall call,
      Function<HttpClientResponse, Future<T>> receive) {
    Promise<T> answer = Promise.promise();
    // Without one of our own, Vert.x logs what it could not read, which is the target's text.
    connection.exceptionHandler(answer::tryFail);
    connection
        .request(call.fill(new RequestOptions()))
        .compose(request -> sent(request, call, receive))
        .onComplete(
            result -> {
              if (result.succeeded()) {
                answer.tryComplete(result.result());
              } else {
                answer.tryFail(result.cause());
              }
            });
    return answer.future();
  }

  /// Whoever receives is there before anything is sent.
  private static <T> Future<T> sent(
      HttpClientRequest request, HttpCall call, Function<HttpClientResponse, Future<T>> receive) {
    Future<T> received = request.response().compose(receive);
    Future<HttpClientResponse> sending =
        call.body().map(Buffer::buffer).map(request::send).orElseGet(request::send);
    return sending.compose(_ -> received);
  }

  /// A WebSocket that is not open yet.
  ClientWebSocket webSocket() {
    return webSockets.webSocket();
  }

  /// Opens it; the caller closes it.
  static Future<WebSocket> open(
      ClientWebSocket socket, HttpCall call, List<String> subprotocols, ProbeTls tls) {
    var options =
        call.fill(
            new WebSocketConnectOptions()
                .setSubProtocols(subprotocols)
                .setSslOptions(tls.options(HTTP1)));
    tls.serverName().ifPresent(options::setHost);
    return socket.connect(options).recover(cause -> Future.failedFuture(unopened(cause)));
  }

  /// Opens a plain or an encrypted connection; the caller closes it.
  ///
  /// @param attach is called on the event loop before anything is heard
  Future<NetSocket> open(HttpCall call, ProbeTls tls, Consumer<NetSocket> attach) {
    String name = tls.serverName().orElse(HttpCall.bareHost(call.uri()));
    var options =
        new ConnectOptions()
            .setRemoteAddress(call.server())
            .setHost(name)
            .setPort(HttpCall.port(call.uri()))
            .setSsl(call.isTls())
            .setSniServerName(name)
            .setSslOptions(tls.options(List.of()));
    Promise<NetSocket> open = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            _ ->
                connected(sockets.connect(options))
                    .onSuccess(attach::accept)
                    .onComplete(open::handle));
    return open.future();
  }

  /// A client of a name server, to be closed by the caller.
  ///
  /// @param server absent for the system's
  DnsClient nameServer(Optional<InetSocketAddress> server, Look look) {
    var options = new DnsClientOptions().setQueryTimeout(Math.max(1, look.left().toMillis()));
    server.ifPresent(
        each -> options.setHost(each.getAddress().getHostAddress()).setPort(each.getPort()));
    return vertx.createDnsClient(options);
  }

  /// The certificates that the other side showed; none without TLS.
  static List<Certificate> chain(@Nullable SSLSession session) {
    try {
      return session == null ? List.of() : List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException _) {
      return List.of();
    }
  }

  /// That there was no connection is a [ConnectException], whose cause may be an SSLException.
  private static <T> Future<T> connected(Future<T> connecting) {
    return connecting.recover(cause -> Future.failedFuture(unconnected(cause)));
  }

  private static ConnectException unconnected(Throwable cause) {
    var exception = new ConnectException(String.valueOf(cause.getMessage()));
    exception.initCause(cause);
    return exception;
  }

  /// A WebSocket connects and shakes hands in one step, whose failure says which of the two it was.
  static Throwable unopened(Throwable cause) {
    return switch (cause) {
      case UpgradeRejectedException _, WebSocketClientHandshakeException _ -> cause;
      // Closed by the other side instead of an answer, or after it while handlers were attached.
      case WebSocketHandshakeException _, IllegalStateException _ ->
          new HttpClosedException("the socket was closed");
      default -> unconnected(cause);
    };
  }
}
