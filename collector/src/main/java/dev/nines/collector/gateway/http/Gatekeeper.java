package dev.nines.collector.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What every request passes first: security headers, the same-origin rule for requests that change
/// something, and authentication if the web configuration asks for it.
final class Gatekeeper {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /// Probes of orchestrators carry no password; these two answer nothing but yes or no.
  private static final Set<String> FREE = Set.of("/-/healthy", "/-/ready");

  private final WebConfig config;
  private final PasswordCheck passwords;
  private final BlockingWork work;

  Gatekeeper(WebConfig config, BlockingWork work) {
    this.config = config;
    this.passwords = new PasswordCheck(config.passwordHashes());
    this.work = work;
  }

  void addSecurityHeaders(RoutingContext context) {
    context
        .response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                + " form-action 'self'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin");
    context.next();
  }

  /// Refuses changes that another web site's page sends through a visitor's browser. Programs send
  /// no `Origin` and pass.
  void refuseCrossOriginChanges(RoutingContext context) {
    boolean changes = !READING.contains(context.request().method());
    if (changes && isCrossOrigin(context)) {
      refuse(context, 403, "A page of another origin may not change anything here.");
    } else {
      context.next();
    }
  }

  private static boolean isCrossOrigin(RoutingContext context) {
    @Nullable String origin = context.request().getHeader("Origin");
    if (origin == null) {
      return "cross-site".equals(context.request().getHeader("Sec-Fetch-Site"));
    }
    try {
      URI page = URI.create(origin);
      @Nullable HostAndPort here = context.request().authority();
      return here == null || !here.host().equals(page.getHost()) || here.port() != page.getPort();
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  void authenticate(RoutingContext context) {
    if (!config.requiresAuthentication() || FREE.contains(context.normalizedPath())) {
      context.next();
      return;
    }
    @Nullable String header = context.request().getHeader("Authorization");
    if (header == null) {
      askForPassword(context);
      return;
    }
    context.request().pause();
    work.run(context.vertx(), () -> passwords.accepts(header))
        .onSuccess(
            accepted -> {
              context.request().resume();
              if (accepted) {
                context.next();
              } else {
                askForPassword(context);
              }
            })
        .onFailure(context::fail);
  }

  private static void askForPassword(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"Nines\", charset=\"UTF-8\"");
    refuse(context, 401, "A user name and a password are required.");
  }

  private static void refuse(RoutingContext context, int status, String sentence) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(sentence + "\n");
  }
}
