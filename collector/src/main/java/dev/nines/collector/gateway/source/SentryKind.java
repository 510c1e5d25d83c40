package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.heartbeat.IssueBook;
import dev.nines.collector.heartbeat.SentryHook;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `sentry_webhook`: issues of the monitored application that Sentry tells at `POST /hooks/sentry`.
/// The address asks for no password, so it answers to everybody what the signature allows.
final class SentryKind implements SourceKind {
  /// Below the limit of the port, so that it is this kind that answers.
  private static final int LARGEST_BODY = 1_000_000;

  private final Surroundings surroundings;
  private final SentryHook hook;
  private volatile Optional<Path> secretFile = Optional.empty();

  SentryKind(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.hook = new SentryHook(this::known);
  }

  private Optional<TenantId> known(String id) {
    return Optional.of(id)
        .filter(TenantId::isValid)
        .flatMap(each -> surroundings.tenants().byId(new TenantId(each)))
        .map(Tenant::id);
  }

  @Override
  public void configure(GatewayConfig config) {
    secretFile = config.sentrySecretFile();
  }

  @Override
  public List<TenantSeries> tenantSeries() {
    return List.of(this::issueSeries);
  }

  @Override
  public void mount(Router router) {
    router.route("/hooks/sentry").handler(this::delivery);
  }

  private void delivery(RoutingContext context) {
    Optional<Path> secret = secretFile;
    if (secret.isEmpty()) {
      new Answer(404, "no sentry_webhook is configured").send(context);
      return;
    }
    if (!context.request().method().equals(HttpMethod.POST)) {
      new Answer(405, "Sentry sends with POST").send(context);
      return;
    }
    byte[] body =
        context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    if (body.length > LARGEST_BODY) {
      new Answer(413, "the body is longer than %d bytes".formatted(LARGEST_BODY)).send(context);
      return;
    }
    Optional<String> signature = header(context.request(), "Sentry-Hook-Signature");
    String resource = header(context.request(), "Sentry-Hook-Resource").orElse("");
    Answer.send(
        context,
        surroundings.work(),
        () ->
            SentryHook.isSigned(body, Secrets.read(secret.get()), signature)
                ? note(resource, body)
                : new Answer(401, "Sentry-Hook-Signature does not fit the body and the secret"));
  }

  private Answer note(String resource, byte[] body) {
    try {
      boolean noted =
          hook.read(resource, body, surroundings.clock().instant())
              .map(surroundings.books().issues()::add)
              .orElse(false);
      return new Answer(200, noted ? "noted" : "nothing new");
    } catch (IllegalArgumentException e) {
      return new Answer(400, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> header(HttpServerRequest request, String name) {
    @Nullable String value = request.getHeader(name);
    return Optional.ofNullable(value);
  }

  private List<Supplier<MetricFamilySamples>> issueSeries(Shard shard) {
    return List.of(
        () -> {
          Family family =
              Family.counter("nines_sentry_issues", "Issues and alerts that Sentry told.");
          var samples = new ArrayList<MetricFamilySamples.Sample>();
          for (Map.Entry<IssueBook.Group, Long> each :
              surroundings.books().issues().counts().entrySet()) {
            IssueBook.Group group = each.getKey();
            String tenant = group.tenant().map(TenantId::value).orElse("");
            if (shard.holds(tenant)) {
              samples.add(
                  family.sample(
                      tenant.isEmpty()
                          ? List.of("project", "kind")
                          : List.of("project", "kind", "tenant"),
                      tenant.isEmpty()
                          ? List.of(group.project(), group.kind().label())
                          : List.of(group.project(), group.kind().label(), tenant),
                      each.getValue()));
            }
          }
          return family.with(samples);
        });
  }
}
