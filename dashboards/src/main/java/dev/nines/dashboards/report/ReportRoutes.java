package dev.nines.dashboards.report;

import dev.nines.dashboards.console.Responder;
import dev.nines.dashboards.console.Responder.Answer;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Reports over HTTP: `/reports/{tenant}` (last week), `/reports/{tenant}/{yyyy-Www}`, and with
/// `.json` behind it the canonical document. `?asOf=` reads the ledger as of another instant.
///
/// Unless told otherwise, a week is read as of one hour after its end (or now, while that is to
/// come), so the same address keeps giving the same bytes.
public final class ReportRoutes {
  /// How long after its end a minute may still change by ordinary means.
  static final Duration GRACE = Duration.ofMinutes(2);

  private static final Duration ISSUED_AFTER = Duration.ofHours(1);
  private static final String JSON_SUFFIX = ".json";

  private final ReportFeed feed;
  private final String generator;
  private final Responder responder;
  private final InstantSource clock;
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          ReportRoutes.class.getClassLoader(),
          "dev.nines.dashboards.templates");

  /// @param feed what reports are made of
  /// @param generator name and version of this program, printed on every report
  /// @param blocking where reports are made; may reject work when it is full
  /// @param clock the time
  public ReportRoutes(ReportFeed feed, String generator, Executor blocking, InstantSource clock) {
    this.feed = feed;
    this.generator = generator;
    this.responder = new Responder(blocking);
    this.clock = clock;
  }

  /// The router, to be mounted at `/reports/*`.
  public Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(Responder::secure);
    router.get("/:tenant").handler(context -> responder.answer(context, () -> lastWeek(context)));
    router
        .get("/:tenant/:week")
        .handler(context -> responder.answer(context, () -> report(context)));
    return router;
  }

  private Answer lastWeek(RoutingContext context) {
    return tenant(context)
        .map(
            tenant ->
                render(
                    tenant, ReportWeek.lastBefore(clock.instant(), tenant.zone()), context, false))
        .orElseGet(ReportRoutes::noSuchReport);
  }

  private Answer report(RoutingContext context) {
    String name = parameter(context, "week");
    boolean json = name.endsWith(JSON_SUFFIX);
    String text = json ? name.substring(0, name.length() - JSON_SUFFIX.length()) : name;
    Optional<ReportWeek> week = ReportWeek.parse(text);
    Optional<Tenant> tenant = tenant(context);
    if (week.isEmpty() || tenant.isEmpty()) {
      return noSuchReport();
    }
    return render(tenant.get(), week.get(), context, json);
  }

  private Answer render(Tenant tenant, ReportWeek week, RoutingContext context, boolean json) {
    ReportPeriod period = week.in(tenant.zone());
    Instant now = clock.instant();
    if (!period.start().isBefore(now) || !period.end().isAfter(tenant.onboardedAt())) {
      return noSuchReport();
    }
    Instant asOf;
    try {
      asOf = asOf(context, period, now);
    } catch (DateTimeException e) {
      return Answer.html(
          400,
          problem(
              "This instant makes no sense", "asOf is a past instant like 2026-11-16T00:05:00Z."));
    }
    SlaReport report = SlaReport.of(feed, tenant, week, asOf, generator);
    String document = ReportJson.of(report);
    if (json) {
      return new Answer(200, "application/json", document);
    }
    var output = new StringOutput();
    String jsonUrl = "/reports/%s/%s.json?asOf=%s".formatted(tenant.id(), week, asOf);
    engine.render(
        "report/report.jte", new ReportPage(report, ReportJson.hash(document), jsonUrl), output);
    return Answer.html(200, output.toString());
  }

  private static Instant asOf(RoutingContext context, ReportPeriod period, Instant now) {
    String asked = parameter(context, "asOf");
    if (asked.isEmpty()) {
      Instant issued = period.end().plus(ISSUED_AFTER);
      return (issued.isBefore(now) ? issued : now).truncatedTo(ChronoUnit.SECONDS);
    }
    Instant instant = Instant.parse(asked).truncatedTo(ChronoUnit.SECONDS);
    if (instant.isAfter(now)) {
      throw new DateTimeException("in the future");
    }
    return instant;
  }

  private Optional<Tenant> tenant(RoutingContext context) {
    String id = parameter(context, "tenant");
    return TenantId.isValid(id) ? feed.tenant(new TenantId(id)) : Optional.empty();
  }

  private static String parameter(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.request().getParam(name), "");
  }

  private static Answer noSuchReport() {
    return Answer.html(
        404, problem("No such report", "The address is mistyped, or there is none for that week."));
  }

  private static String problem(String headline, String remedy) {
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>
    <h1>%s</h1><p>%s</p></html>
    """
        .formatted(headline, headline, remedy);
  }
}
