package dev.nines.collector.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every request passes first: security headers, the same-origin rule for requests that change
/// something, and authentication if the web configuration asks for it.
final class Gatekeeper {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /// Probes of orchestrators carry no password, and Sentry signs instead; these answer nothing but
  /// yes or no.
  private static final Set<String> FREE = Set.of("/-/healthy", "/-/ready", "/hooks/sentry");

  private static final String VISITOR = "nines.visitor";

  private final Supplier<WebConfig> config;
  private final BlockingWork work;
  private volatile Guard guard;

  /// The checks of one configuration.
  private record Guard(WebConfig config, PasswordCheck passwords, TokenCheck tokens) {
    static Guard of(WebConfig config) {
      return new Guard(
          config,
          new PasswordCheck(config.passwordHashes()),
          new TokenCheck(config.tenantTokens()));
    }

    /// Blocks for the time of a hash.
    Visitor identify(String header) {
      Optional<Visitor> ofTenant = tokens.tenant(header).map(Visitor.OfTenant::new);
      return ofTenant.orElseGet(
          () -> passwords.accepts(header) ? new Visitor.Operator() : new Visitor.Stranger());
    }
  }

  /// @param config who may come in, asked at each request
  Gatekeeper(Supplier<WebConfig> config, BlockingWork work) {
    this.config = config;
    this.work = work;
    this.guard = Guard.of(config.get());
  }

  /// Who sent the request; a stranger before [#authenticate].
  static Visitor visitor(RoutingContext context) {
    @Nullable Visitor visitor = context.get(VISITOR);
    return visitor == null ? new Visitor.Stranger() : visitor;
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
    Guard current = guard();
    if (!current.config.requiresAuthentication() || FREE.contains(context.normalizedPath())) {
      admit(context, new Visitor.Operator());
      return;
    }
    @Nullable String header = context.request().getHeader("Authorization");
    if (header == null) {
      askForPassword(context);
      return;
    }
    context.request().pause();
    work.run(context.vertx(), () -> current.identify(header))
        .onSuccess(
            visitor -> {
              context.request().resume();
              admit(context, visitor);
            })
        .onFailure(context::fail);
  }

  private static void admit(RoutingContext context, Visitor visitor) {
    if (visitor instanceof Visitor.Stranger) {
      askForPassword(context);
    } else {
      context.put(VISITOR, visitor);
      context.next();
    }
  }

  /// Passwords that were right stay remembered as long as the configuration stays.
  private Guard guard() {
    WebConfig now = config.get();
    if (!now.equals(guard.config)) {
      guard = Guard.of(now);
    }
    return guard;
  }

  private static void askForPassword(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"Nines\", charset=\"UTF-8\"");
    refuse(context, 401, "A user name and a password, or a tenant's token, are required.");
  }

  private static void refuse(RoutingContext context, int status, String sentence) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(sentence + "\n");
  }
}
