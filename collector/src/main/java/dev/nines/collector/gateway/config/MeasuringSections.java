package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.ControlDatabase;
import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.gateway.config.GatewayConfig.MariaDb;
import dev.nines.collector.gateway.config.GatewayConfig.Probe;
import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.gateway.config.GatewayConfig.Target;
import dev.nines.collector.gateway.config.GatewayConfig.Tenants;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The sections that say what is measured: tenants, scrapes, probes, databases.
final class MeasuringSections {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
  private static final long DEFAULT_BODY_LIMIT_BYTES = 64L << 20;
  private static final BigDecimal DEFAULT_RING_COST_PERCENT = BigDecimal.TWO;
  private static final String MARIADB_SCHEME = "jdbc:mariadb:";

  private final Values values;

  MeasuringSections(Values values) {
    this.values = values;
  }

  static Tenants noTenants() {
    return new Tenants(Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
  }

  Tenants tenants(Fields fields) {
    var tenants =
        new Tenants(
            values.file(fields, "file"),
            fields.optional("database").flatMap(Field::fields).map(this::controlDatabase),
            values.duration(
                fields,
                "refresh_interval",
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofDays(1)));
    fields.finish();
    if (!fields.has("file") && !fields.has("database")) {
      fields.error("names no tenants", "Add 'file' or 'database' below it");
    }
    return tenants;
  }

  private ControlDatabase controlDatabase(Fields fields) {
    var database =
        new ControlDatabase(jdbcUrl(fields), login(fields), values.requiredText(fields, "query"));
    fields.finish();
    return database;
  }

  Scrape scrape(Fields fields) {
    Duration interval = interval(fields, "scrape_interval");
    String path = values.text(fields, "metrics_path", "/metrics");
    String scheme =
        fields.optional("scheme").flatMap(f -> f.oneOf(Set.of("http", "https"))).orElse("http");
    var scrape =
        new Scrape(
            values.requiredText(fields, "job_name"),
            targets(fields, scheme, path),
            interval,
            timeout(fields, "scrape_timeout", interval),
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

  private Optional<java.nio.file.Path> bearerToken(Fields fields) {
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

  Probe probe(Fields fields) {
    Duration interval = interval(fields, "interval");
    var expect = fields.optional("expect").flatMap(Field::fields);
    var probe =
        new Probe(
            values.requiredText(fields, "name"),
            values.requiredText(fields, "url"),
            interval,
            values.duration(
                fields, "timeout", probeTimeout(interval), Duration.ofMillis(10), interval),
            expect.map(this::statuses).orElse(Set.of(200)),
            expect.map(each -> values.texts(each, "json")).orElse(List.of()),
            expect.flatMap(
                each -> values.duration(each, "latency_below", Duration.ofMillis(1), TIMEOUT)),
            values.texts(fields, "allow_networks"));
    expect.ifPresent(Fields::finish);
    fields.finish();
    return probe;
  }

  /// A check must be over before the next one begins.
  private static Duration probeTimeout(Duration interval) {
    Duration half = interval.dividedBy(2);
    return half.compareTo(TIMEOUT) < 0 ? half : TIMEOUT;
  }

  private Set<Integer> statuses(Fields expect) {
    var statuses = new TreeSet<Integer>();
    expect
        .optional("status")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.number()
                                .filter(
                                    number -> {
                                      boolean fits =
                                          number.scale() <= 0
                                              && number.intValue() >= 100
                                              && number.intValue() <= 599;
                                      if (!fits) {
                                        item.error(
                                            "is not an HTTP status", "Write one like 200 or 204");
                                      }
                                      return fits;
                                    })
                                .ifPresent(number -> statuses.add(number.intValue()))));
    return statuses.isEmpty() ? Set.of(200) : statuses;
  }

  MariaDb mariaDb(Fields fields) {
    Duration interval = interval(fields, "interval");
    boolean ring = values.flag(fields, "ring", true);
    BigDecimal costPercent =
        fields
            .optional("ring_cost_percent")
            .flatMap(Field::number)
            .orElse(DEFAULT_RING_COST_PERCENT);
    String mode =
        fields
            .optional("attribution")
            .flatMap(f -> f.oneOf(List.of("user", "schema")))
            .orElse("user");
    var server =
        new MariaDb(
            values.requiredText(fields, "name"),
            jdbcUrl(fields),
            login(fields),
            mode.equals("schema"),
            values.duration(
                fields, "threshold", Duration.ofMillis(100), Duration.ofMillis(1), TIMEOUT),
            interval,
            ring
                ? Optional.of(
                    values.duration(
                        fields, "ring_interval", Duration.ofSeconds(1), SHORTEST, INTERVAL))
                : Optional.empty(),
            costPercent.movePointLeft(2));
    fields.finish();
    return server;
  }

  private Login login(Fields fields) {
    return new Login(values.requiredText(fields, "username"), values.file(fields, "password_file"));
  }

  private String jdbcUrl(Fields fields) {
    Optional<Field> field = fields.required("url");
    Optional<String> url = field.flatMap(values::text);
    if (url.isPresent() && !url.get().startsWith(MARIADB_SCHEME)) {
      field
          .orElseThrow()
          .error("is not a MariaDB address", "Write it like jdbc:mariadb://db1:3306/control");
    }
    if (url.isPresent() && url.get().matches("(?i).*[?&](user|password)=.*")) {
      field
          .orElseThrow()
          .error(
              "carries credentials", "Write them as username and password_file, outside the URL");
    }
    return url.orElse(MARIADB_SCHEME);
  }

  private Duration interval(Fields fields, String name) {
    return values.duration(fields, name, INTERVAL, SHORTEST, LONGEST_INTERVAL);
  }

  private Duration timeout(Fields fields, String name, Duration interval) {
    Duration fallback = interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT;
    return values.duration(fields, name, fallback, Duration.ofMillis(10), interval);
  }
}
