package dev.nines.collector.gateway.http;

import dev.nines.slo.model.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP port of the gateway.
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 120;
  private static final String UNREADABLE =
      "The address or the body of this request cannot be read. JSON is sent with Content-Type:"
          + " application/json; curl -d calls it a form otherwise.\n";
  private static final String TOO_LARGE =
      "The body is larger than %d bytes, which is all that is taken here.\n"
          .formatted(MAX_BODY_BYTES);
  private static final String HEAD_ONLY = "nines.head-only";

  private final HttpServer server;

  private WebServer(HttpServer server) {
    this.server = server;
  }

  /// Listens, or fails with a sentence that says why.
  ///
  /// @param config who may use the port, asked at each request; TLS is taken from its first answer
  /// @param routes each adds its addresses to the router
  /// @param ofTenant all that the visitors of one tenant reach, in place of the routes
  /// @param failures is told of every request that failed inside
  /// @throws IllegalStateException if the address cannot be listened on
  public static WebServer listen(
      Vertx vertx,
      ListenAddress address,
      Supplier<WebConfig> config,
      BlockingWork work,
      List<Consumer<Router>> routes,
      Function<TenantId, Router> ofTenant,
      Consumer<Throwable> failures) {
    Router router = Router.router(vertx);
    var gatekeeper = new Gatekeeper(config, work);
    router.head().handler(WebServer::answerAsIfRead);
    router
        .route()
        .handler(gatekeeper::addSecurityHeaders)
        .handler(gatekeeper::refuseCrossOriginChanges)
        .handler(gatekeeper::authenticate);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    router.route().handler(context -> separate(context, ofTenant));
    routes.forEach(each -> each.accept(router));
    router.errorHandler(400, context -> refused(context, 400, UNREADABLE));
    router.errorHandler(413, context -> refused(context, 413, TOO_LARGE));
    router.errorHandler(500, context -> failed(context, failures));
    HttpServer server = vertx.createHttpServer(options(config.get()));
    try {
      server.requestHandler(router).listen(address.port(), address.host()).await();
    } catch (Exception e) { // await throws the cause as it is, checked or not
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s. Choose another --web.listen-address or stop what uses it"
              .formatted(address.host(), address.port(), e.getMessage()),
          e);
    }
    return new WebServer(server);
  }

  /// Load balancers and uptime checks ask for the head of a page, which is the page's without its
  /// body (RFC 9110, section 9.3.2). The server leaves out the body of what is sent in one piece.
  private static void answerAsIfRead(RoutingContext context) {
    context.put(HEAD_ONLY, true).reroute(HttpMethod.GET, context.request().uri());
  }

  /// Whether a body that is sent in pieces must be left out.
  static boolean isHeadOnly(RoutingContext context) {
    return context.data().containsKey(HEAD_ONLY);
  }

  /// Whoever sees one tenant only never comes near the other routes: what is not given to him on
  /// purpose does not exist.
  private static void separate(RoutingContext context, Function<TenantId, Router> ofTenant) {
    switch (Gatekeeper.visitor(context)) {
      case Visitor.Operator _ -> context.next();
      case Visitor.OfTenant(TenantId tenant) -> ofTenant.apply(tenant).handleContext(context);
      case Visitor.Stranger _ -> context.fail(401);
    }
  }

  private static HttpServerOptions options(WebConfig config) {
    var options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setCompressionSupported(true)
            .setIdleTimeout(IDLE_SECONDS);
    config.tls().ifPresent(tls -> tls.secure(options));
    return options;
  }

  private static void failed(RoutingContext context, Consumer<Throwable> failures) {
    Throwable failure = context.failure();
    if (failure != null) {
      log.error("{} {} failed", context.request().method(), context.normalizedPath(), failure);
      failures.accept(failure);
    }
    refused(context, 500, "Something went wrong inside the gateway. Its log says what.\n");
  }

  private static void refused(RoutingContext context, int status, String why) {
    if (!context.response().headWritten()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end(why);
    }
  }

  /// The port that is listened on, also if any was asked for.
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
