package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.gateway.config.GatewayConfig.Target;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One item of `scrape_configs`, in the words of Prometheus.
final class ScrapeSection {
  private static final long DEFAULT_BODY_LIMIT_BYTES = 64L << 20;

  private final Values values;

  ScrapeSection(Values values) {
    this.values = values;
  }

  Scrape read(Fields fields) {
    Duration interval = Pace.interval(values, fields, "scrape_interval");
    String path = values.text(fields, "metrics_path", "/metrics");
    String scheme =
        fields.optional("scheme").flatMap(f -> f.oneOf(Set.of("http", "https"))).orElse("http");
    var scrape =
        new Scrape(
            values.requiredText(fields, "job_name"),
            targets(fields, scheme, path),
            interval,
            Pace.timeout(values, fields, "scrape_timeout", interval),
            values.flag(fields, "honor_labels", false),
            fields
                .optional("basic_auth")
                .flatMap(Field::fields)
                .map(each -> ConfigReader.login(values, each)),
            bearerToken(fields),
            values.whole(fields, "body_size_limit_bytes", DEFAULT_BODY_LIMIT_BYTES, 1024, 1L << 30),
            Math.toIntExact(values.whole(fields, "sample_limit", 1_000_000, 1, 50_000_000)));
    fields.finish();
    return scrape;
  }

  private Optional<Path> bearerToken(Fields fields) {
    return fields
        .optional("authorization")
        .flatMap(Field::fields)
        .flatMap(
            each -> {
              var file = values.file(each, "credentials_file");
              each.finish();
              return file;
            });
  }

  private List<Target> targets(Fields fields, String scheme, String path) {
    var targets = new ArrayList<Target>();
    fields
        .required("static_configs")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.fields()
                                .ifPresent(
                                    each -> targets.addAll(staticConfig(each, scheme, path)))));
    return targets;
  }

  private List<Target> staticConfig(Fields fields, String scheme, String path) {
    var targets = new ArrayList<Target>();
    var labels = values.labels(fields, "labels");
    fields
        .required("targets")
        .ifPresent(
            list -> {
              for (Field item : list.items()) {
                values
                    .text(item)
                    .flatMap(text -> address(item, scheme + "://" + text + path))
                    .ifPresent(url -> targets.add(new Target(url, labels)));
              }
            });
    fields.finish();
    return targets;
  }

  private static Optional<URI> address(Field field, String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // the same complaint
    }
    field.error("is not host:port", "Write it like app1:3000, without scheme and path");
    return Optional.empty();
  }
}
