package dev.nines.dashboards.console;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests with pages that are built off the event loop, and with a page of last resort
/// when they cannot be built. Thread-safe.
public final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  /// Nothing but our own files, no inline script or style, no framing.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Executor blocking;

  /// An answer.
  ///
  /// @param status the HTTP status
  /// @param type the content type
  /// @param body the content
  public record Answer(int status, String type, String body) {

    /// A page.
    public static Answer html(int status, String body) {
      return new Answer(status, "text/html; charset=utf-8", body);
    }
  }

  /// @param blocking where pages are built; may reject work when it is full
  public Responder(Executor blocking) {
    this.blocking = blocking;
  }

  /// Adds the headers that keep a page to itself, and goes on.
  public static void secure(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    context.next();
  }

  /// Builds an answer and sends it.
  public void answer(RoutingContext context, Supplier<Answer> answer) {
    work(context, answer, built -> send(context, built));
  }

  /// Does something that may block, then goes on with its result on the event loop.
  <T> void work(RoutingContext context, Supplier<T> work, Consumer<T> done) {
    Context eventLoop = context.vertx().getOrCreateContext();
    Runnable task =
        () -> {
          try {
            T result = work.get();
            eventLoop.runOnContext(ignored -> done.accept(result));
          } catch (RuntimeException e) {
            LOG.error("cannot answer {}", context.request().path(), e);
            eventLoop.runOnContext(ignored -> send(context, lastResort(500)));
          }
        };
    try {
      blocking.execute(task);
    } catch (RejectedExecutionException e) {
      send(context, lastResort(503));
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer.body());
  }

  /// Needs nothing of what just failed.
  private static Answer lastResort(int status) {
    return Answer.html(
        status,
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Nines</title>
        <h1>This page cannot be shown right now</h1>
        <p>Measuring and alerting go on. Try again; the gateway's log says why.</p>
        """);
  }
}
