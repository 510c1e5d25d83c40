package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.scrape.ScrapeJob;
import dev.nines.collector.scrape.ScrapeLimits;
import dev.nines.collector.scrape.TlsFiles;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One item of `scrape_configs`, in the words of Prometheus.
final class ScrapeSection {
  private static final ScrapeLimits LIMITS = ScrapeLimits.DEFAULT;
  private static final int MOST = 50_000_000;
  private static final long LEAST_BODY_BYTES = 1 << 10;
  private static final long MOST_BODY_BYTES = 1 << 30;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})\\s?([KMG]i?)?B?");

  private final Values values;

  ScrapeSection(Values values) {
    this.values = values;
  }

  Scrape read(Fields fields) {
    var discovery = new DiscoverySection(values);
    var scrape =
        new Scrape(
            job(fields),
            discovery.groups(fields),
            discovery.discoveries(fields),
            tls(values, fields));
    fields
        .optional("follow_redirects")
        .filter(field -> field.flag().orElse(false))
        .ifPresent(
            field ->
                field.error(
                    "redirects are not followed", "Remove the field, configure the final address"));
    fields.finish();
    return scrape;
  }

  private ScrapeJob job(Fields fields) {
    Duration interval = Pace.interval(values, fields, "scrape_interval");
    return new ScrapeJob(
        values.requiredText(fields, "job_name"),
        interval,
        Pace.timeout(values, fields, "scrape_timeout", interval),
        fields.optional("scheme").flatMap(f -> f.oneOf(Set.of("http", "https"))).orElse("http"),
        values.text(fields, "metrics_path", "/metrics"),
        params(fields),
        values.flag(fields, "honor_labels", false),
        values.flag(fields, "honor_timestamps", true),
        RelabelSection.read(fields, "relabel_configs"),
        RelabelSection.read(fields, "metric_relabel_configs"),
        limits(fields),
        Secrets.authorization(login(fields), bearerToken(fields)));
  }

  private Map<String, List<String>> params(Fields fields) {
    var params = new LinkedHashMap<String, List<String>>();
    fields
        .optional("params")
        .flatMap(Field::fields)
        .ifPresent(
            all ->
                all.all().forEach(each -> params.put(each.name(), values.texts(all, each.name()))));
    return params;
  }

  private Optional<Login> login(Fields fields) {
    return fields
        .optional("basic_auth")
        .flatMap(Field::fields)
        .map(each -> ConfigReader.login(values, each));
  }

  private Optional<Path> bearerToken(Fields fields) {
    Optional<Path> token = values.file(fields, "bearer_token_file");
    return fields
        .optional("authorization")
        .flatMap(Field::fields)
        .flatMap(
            each -> {
              each.optional("type").ifPresent(type -> type.oneOf(List.of("Bearer")));
              var file = values.file(each, "credentials_file");
              each.finish();
              return file;
            })
        .or(() -> token);
  }

  /// The certificates of a client, if it names any.
  static Optional<TlsFiles> tls(Values values, Fields fields) {
    return fields
        .optional("tls_config")
        .flatMap(Field::fields)
        .map(
            each -> {
              var tls =
                  new TlsFiles(
                      values.file(each, "ca_file"),
                      values.file(each, "cert_file"),
                      values.file(each, "key_file"),
                      values.flag(each, "insecure_skip_verify", false));
              if (each.has("cert_file") != each.has("key_file")) {
                each.error("a certificate needs its key", "Give both cert_file and key_file");
              }
              each.finish();
              return tls;
            });
  }

  private ScrapeLimits limits(Fields fields) {
    return new ScrapeLimits(
        bodyBytes(fields),
        limit(fields, "sample_limit", LIMITS.samples()),
        limit(fields, "tenant_series_limit", LIMITS.tenantSeries()),
        limit(fields, "label_limit", LIMITS.labels()),
        limit(fields, "label_name_length_limit", LIMITS.labelNameLength()),
        limit(fields, "label_value_length_limit", LIMITS.labelValueLength()),
        limit(fields, "target_limit", LIMITS.targets()));
  }

  /// Limits are always on; they can be raised, but not switched off.
  private int limit(Fields fields, String name, int fallback) {
    return Math.toIntExact(values.whole(fields, name, fallback, 1, MOST));
  }

  /// As Prometheus writes it (`body_size_limit: 10MB`), or as a number of bytes.
  private long bodyBytes(Fields fields) {
    long bytes =
        values.whole(
            fields, "body_size_limit_bytes", LIMITS.bodyBytes(), LEAST_BODY_BYTES, MOST_BODY_BYTES);
    return fields.optional("body_size_limit").map(field -> size(field, bytes)).orElse(bytes);
  }

  private static long size(Field field, long fallback) {
    String written =
        (field.isNumber() ? field.number().map(Number::toString) : field.text()).orElse("");
    Matcher size = SIZE.matcher(written);
    long bytes = size.matches() ? Long.parseLong(size.group(1)) * factor(size.group(2)) : -1;
    if (bytes < LEAST_BODY_BYTES || bytes > MOST_BODY_BYTES) {
      field.error(
          "must be a size from 1KB to 1GB, but is " + written,
          "Write it like 10MB; the limit cannot be switched off");
      return fallback;
    }
    return bytes;
  }

  /// Prometheus counts by 1,024 with and without the i.
  private static long factor(@Nullable String unit) {
    return switch (unit == null || unit.isEmpty() ? 'B' : unit.charAt(0)) {
      case 'K' -> 1L << 10;
      case 'M' -> 1L << 20;
      case 'G' -> 1L << 30;
      default -> 1;
    };
  }
}
