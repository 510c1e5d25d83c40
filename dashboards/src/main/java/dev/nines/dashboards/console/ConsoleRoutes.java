package dev.nines.dashboards.console;

import dev.nines.dashboards.console.Responder.Answer;
import dev.nines.slo.model.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// The console's HTTP side: addresses, headers, errors. Pages are built on the executor, so that
/// reading the ledger or sorting a large fleet never holds up an event loop.
public final class ConsoleRoutes {
  private static final int MAX_FORM_BYTES = 4096;

  private final ConsoleFeed feed;
  private final Optional<DemoControls> demo;
  private final ConsolePages pages;
  private final ConsoleHtml html = new ConsoleHtml();
  private final Responder responder;
  private final InstantSource clock;

  /// @param feed what to show
  /// @param demo faults to switch, if this is a demo
  /// @param blocking where pages are built; may reject work when it is full
  /// @param clock the time
  public ConsoleRoutes(
      ConsoleFeed feed, Optional<DemoControls> demo, Executor blocking, InstantSource clock) {
    this.feed = feed;
    this.demo = demo;
    this.pages = new ConsolePages(feed, demo);
    this.responder = new Responder(blocking);
    this.clock = clock;
  }

  /// The router with all pages, to be mounted at `/*` behind the gateway's own routes: it answers
  /// 404 for what nobody knows.
  public Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(Responder::secure);
    router.get("/assets/:name").handler(Assets::serve);
    router.get("/favicon.ico").handler(context -> redirect(context, Assets.url("favicon.svg")));
    router.get("/").handler(this::fleet);
    router
        .get("/alerts")
        .handler(context -> answer(context, 200, () -> html.alerts(pages.alerts(clock.instant()))));
    router
        .get("/alerts/quality")
        .handler(
            context -> answer(context, 200, () -> html.quality(pages.quality(clock.instant()))));
    router
        .get("/sources")
        .handler(
            context -> answer(context, 200, () -> html.sources(pages.sources(clock.instant()))));
    router.get("/tenants/:tenant").handler(this::tenant);
    demo.ifPresent(controls -> mountDemo(router, controls));
    router.route().handler(this::notFound);
    return router;
  }

  private void mountDemo(Router router, DemoControls controls) {
    router
        .get("/demo")
        .handler(
            context ->
                answer(context, 200, () -> html.demo(pages.demo(controls, clock.instant()))));
    router
        .post("/demo/:fault")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_FORM_BYTES))
        .handler(context -> switchFault(context, controls));
  }

  private void fleet(RoutingContext context) {
    FleetQuery query;
    try {
      query =
          FleetQuery.parse(
              name -> Objects.requireNonNullElse(context.request().getParam(name), ""));
    } catch (IllegalArgumentException e) {
      problem(context, 400, "This address makes no sense", "In it, " + e.getMessage() + ".");
      return;
    }
    answer(context, 200, () -> html.fleet(pages.fleet(query, clock.instant())));
  }

  private void tenant(RoutingContext context) {
    String id = pathParam(context, "tenant");
    Optional<TenantStatus> status =
        TenantId.isValid(id) ? feed.fleet().tenant(new TenantId(id)) : Optional.empty();
    if (status.isEmpty()) {
      problem(
          context, 404, "No such tenant", "It may have been removed, or the address is mistyped.");
      return;
    }
    answer(context, 200, () -> html.tenant(pages.tenant(status.get(), clock.instant())));
  }

  private void switchFault(RoutingContext context, DemoControls controls) {
    if (fromElsewhere(context)) {
      problem(context, 403, "Not from here", "Faults are switched on the Demo page itself.");
      return;
    }
    String id = pathParam(context, "fault");
    String scope = Objects.requireNonNullElse(context.request().getFormAttribute("scope"), "");
    String on = Objects.requireNonNullElse(context.request().getFormAttribute("on"), "");
    Optional<DemoControls.Fault> fault =
        controls.faults().stream().filter(each -> each.id().equals(id)).findFirst();
    boolean known =
        fault
            .map(each -> each.scopes().isEmpty() ? scope.isEmpty() : each.scopes().contains(scope))
            .orElse(false);
    if (!known || !(on.equals("true") || on.equals("false"))) {
      problem(context, 400, "No such fault", "Choose one on the Demo page.");
      return;
    }
    responder.work(
        context,
        () -> {
          controls.set(
              id, scope.isEmpty() ? Optional.empty() : Optional.of(scope), on.equals("true"));
          return true;
        },
        done -> redirect(context, "/demo"));
  }

  private static String pathParam(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.pathParam(name), "");
  }

  /// Whether a browser sent this form from another site. Programs such as curl say nothing of where
  /// they come from and may.
  private static boolean fromElsewhere(RoutingContext context) {
    String site = context.request().getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !(site.equals("same-origin") || site.equals("none"));
    }
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    return origin != null && !origin.endsWith("//" + context.request().getHeader(HttpHeaders.HOST));
  }

  private static void redirect(RoutingContext context, String location) {
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, URI.create(location).toString())
        .end();
  }

  private void notFound(RoutingContext context) {
    problem(context, 404, "No such page", "The address is mistyped, or the page has moved.");
  }

  private void problem(RoutingContext context, int status, String headline, String remedy) {
    answer(
        context,
        status,
        () -> html.problem(pages.problem(status, headline, remedy, clock.instant())));
  }

  private void answer(RoutingContext context, int status, Supplier<String> page) {
    responder.answer(context, () -> Answer.html(status, page.get()));
  }
}
