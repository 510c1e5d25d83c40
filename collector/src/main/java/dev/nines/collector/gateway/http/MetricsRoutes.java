package dev.nines.collector.gateway.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/metrics`, the gateway itself, and `/metrics/tenants`, the series of its tenants. The first is
/// OpenMetrics for those who ask for it; the second has histograms whose sum nobody knows, which
/// OpenMetrics does not allow, so it is the text format always.
///
/// @param gateway the families of the gateway itself
/// @param tenants the families of the tenants in a shard
public record MetricsRoutes(
    Supplier<Enumeration<MetricFamilySamples>> gateway,
    Function<Shard, Enumeration<MetricFamilySamples>> tenants,
    BlockingWork work)
    implements Consumer<Router> {
  private static final Pattern SHARD = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  /// A part of the tenants, so that several Prometheus targets can share them.
  ///
  /// @param index from 0
  /// @param count how many parts there are
  public record Shard(int index, int count) {
    /// All tenants.
    public static final Shard ALL = new Shard(0, 1);

    /// Whether a tenant belongs to this part; stable, as long as the count stays.
    public boolean holds(String tenantId) {
      return Math.floorMod(tenantId.hashCode(), count) == index;
    }
  }

  @Override
  public void accept(Router router) {
    router
        .get("/metrics")
        .handler(
            context ->
                stream(
                    context,
                    TextFormat.chooseContentType(context.request().getHeader("Accept")),
                    gateway));
    router
        .get("/metrics/tenants")
        .handler(
            context ->
                shard(context)
                    .ifPresentOrElse(
                        shard ->
                            stream(
                                context, TextFormat.CONTENT_TYPE_004, () -> tenants.apply(shard)),
                        () -> refuse(context)));
  }

  private static Optional<Shard> shard(RoutingContext context) {
    String asked = context.request().getParam("shard", "0/1");
    Matcher matcher = SHARD.matcher(asked);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return shard.index() < shard.count() ? Optional.of(shard) : Optional.empty();
  }

  private static void refuse(RoutingContext context) {
    context
        .response()
        .setStatusCode(400)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end("shard is not index/count with index below count, for example shard=0/4\n");
  }

  private void stream(
      RoutingContext context, String type, Supplier<Enumeration<MetricFamilySamples>> families) {
    context.response().putHeader("Content-Type", type).putHeader("Vary", "Accept").setChunked(true);
    if (WebServer.isHeadOnly(context)) {
      context.response().end();
      return;
    }
    work.run(
            context.vertx(),
            () -> {
              try (Writer writer =
                  new BufferedWriter(new ResponseWriter(context.response()), 64 << 10)) {
                TextFormat.writeFormat(type, writer, families.get());
              }
              return true;
            })
        .onFailure(failure -> broken(context, failure));
  }

  private static void broken(RoutingContext context, Throwable failure) {
    if (failure instanceof IOException) {
      context.request().connection().close(); // the reader went away
    } else {
      context.fail(failure);
    }
  }
}
