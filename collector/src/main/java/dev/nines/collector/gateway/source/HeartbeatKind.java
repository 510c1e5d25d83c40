package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.gateway.http.MetricsRoutes.Shard;
import dev.nines.collector.gateway.metrics.Family;
import dev.nines.collector.gateway.metrics.TenantSeries;
import dev.nines.collector.heartbeat.DeployBook;
import dev.nines.collector.heartbeat.Heartbeat;
import dev.nines.collector.heartbeat.HeartbeatSource;
import dev.nines.collector.heartbeat.Tokens;
import dev.nines.collector.source.Source;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `heartbeats` and `deploys`: what others tell us at `POST /heartbeat/{id}` and `POST /deploys`.
final class HeartbeatKind implements SourceKind {
  private static final int LARGEST_BODY = 8 << 10;
  private static final int DEPLOYS_SHOWN = 100;

  private final Surroundings surroundings;
  private volatile List<Heartbeat> heartbeats = List.of();
  private volatile Optional<Path> deployToken = Optional.empty();

  HeartbeatKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void configure(GatewayConfig config) {
    heartbeats = config.heartbeats();
    deployToken = config.deployTokenFile();
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return config.heartbeats().stream()
        .<Source>map(
            each ->
                new HeartbeatSource(each, surroundings.books().heartbeats(), surroundings.board()))
        .toList();
  }

  @Override
  public List<TenantSeries> tenantSeries() {
    return List.of(this::deploySeries);
  }

  @Override
  public void mount(Router router) {
    router.post("/heartbeat/:id").handler(this::heartbeat);
    router
        .post("/deploys")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(this::deploy);
    router.get("/deploys").handler(this::listDeploys);
  }

  private void heartbeat(RoutingContext context) {
    String id = String.valueOf(context.pathParam("id"));
    boolean failed = "failed".equals(context.request().getParam("outcome"));
    Optional<String> shown = shownToken(context);
    Answer.send(
        context,
        surroundings.work(),
        () -> {
          Optional<Heartbeat> known =
              heartbeats.stream().filter(each -> each.id().equals(id)).findFirst();
          if (known.isEmpty()) {
            return new Answer(404, "no heartbeat of this id is configured");
          }
          if (!Tokens.admits(known.get().token(), shown)) {
            return new Answer(401, "send this heartbeat's token as Authorization: Bearer");
          }
          surroundings.books().heartbeats().came(id, surroundings.clock().instant(), failed);
          return new Answer(200, "noted");
        });
  }

  private void deploy(RoutingContext context) {
    Optional<String> shown = shownToken(context);
    String body = String.valueOf(context.body().asString());
    Answer.send(
        context,
        surroundings.work(),
        () -> {
          Optional<Supplier<String>> wanted = deployToken.map(file -> () -> Secrets.read(file));
          if (!Tokens.admits(wanted, shown)) {
            return new Answer(401, "send the token of deploys as Authorization: Bearer");
          }
          if (body.length() > LARGEST_BODY) {
            return new Answer(413, "the body is longer than %d characters".formatted(LARGEST_BODY));
          }
          try {
            surroundings
                .books()
                .deploys()
                .add(DeployBook.parse(body, surroundings.clock().instant()));
            return new Answer(201, "noted");
          } catch (IllegalArgumentException e) {
            return new Answer(400, String.valueOf(e.getMessage()));
          }
        });
  }

  private void listDeploys(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(
            surroundings.books().deploys().all().stream()
                .limit(DEPLOYS_SHOWN)
                .map(DeployBook::json)
                .collect(Collectors.joining(",", "[", "]")));
  }

  private static Optional<String> shownToken(RoutingContext context) {
    return Tokens.bearer(context.request().getHeader(HttpHeaders.AUTHORIZATION));
  }

  private List<Supplier<MetricFamilySamples>> deploySeries(Shard shard) {
    List<DeployBook.Deploy> shown =
        shard.holds("") ? surroundings.books().deploys().all() : List.of();
    return List.of(
        () ->
            Family.gauge("nines_deploy_timestamp_seconds", "When a version was deployed.")
                .each(
                    shown.stream().limit(DEPLOYS_SHOWN).toList(),
                    List.of("service", "version", "at"),
                    each -> List.of(each.service(), each.version(), each.at().toString()),
                    each -> each.at().toEpochMilli() / 1e3));
  }
}
