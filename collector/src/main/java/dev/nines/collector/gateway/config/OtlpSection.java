package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.http.ListenAddress;
import dev.nines.collector.otlp.OtlpSettings;
import dev.nines.collector.otlp.OtlpSettings.Listener;
import dev.nines.collector.otlp.span.ErrorRule;
import dev.nines.collector.otlp.span.SpanRules;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.tls.ListenerTls;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The section `otlp`: where applications send traces, metrics and logs.
final class OtlpSection {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long LEAST_MEGABYTES = 96;
  private static final long BYTES_PER_MEGABYTE = 1 << 20;
  private static final int MOST_WORKERS = 8;

  private final Values values;

  OtlpSection(Values values) {
    this.values = values;
  }

  OtlpConfig read(Fields fields) {
    List<Listener> listeners = new ArrayList<>();
    listener(fields, "http_listen_address", "127.0.0.1:4318").ifPresent(listeners::add);
    listener(fields, "grpc_listen_address", "127.0.0.1:4317").ifPresent(listeners::add);
    Optional<ListenerTls> tls =
        fields.optional("tls_server_config").flatMap(Field::fields).flatMap(this::tls);
    boolean open = values.flag(fields, "allow_unauthenticated", false);
    boolean certified = tls.flatMap(ListenerTls::clientAuthority).isPresent();
    Senders senders =
        fields
            .optional("senders_file")
            .map(field -> new SendersReader(values).read(field))
            .orElse(certified ? Senders.certified() : Senders.everybody());
    boolean closed = certified || fields.has("senders_file");
    if (!closed && !open && !listeners.stream().allMatch(OtlpSection::isLoopback)) {
      fields.error(
          "can be reached from other machines without authentication",
          "Name a senders_file or a client_ca_file, listen on 127.0.0.1, or say"
              + " allow_unauthenticated: true if something in front authenticates");
    }
    Duration maxAge = values.duration(fields, "max_age", DAY, MINUTE, Duration.ofDays(30));
    var config =
        new OtlpConfig(
            new OtlpSettings(
                listeners,
                tls,
                rules(fields),
                spans(fields, maxAge),
                maxAge,
                values.whole(fields, "tenant_rate_limit", 50_000, 1, 1_000_000_000),
                memoryBytes(fields),
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS),
                Pace.interval(values, fields, "interval")),
            senders);
    fields.finish();
    return config;
  }

  private static boolean isLoopback(Listener listener) {
    return new ListenAddress(listener.host(), listener.port()).isLoopback();
  }

  private Optional<Listener> listener(Fields fields, String name, String fallback) {
    Optional<Field> field = fields.optional(name);
    String text = field.flatMap(values::text).orElse(fallback);
    try {
      ListenAddress address = ListenAddress.parse(text);
      return Optional.of(new Listener(address.host(), address.port()));
    } catch (IllegalArgumentException e) {
      field.ifPresent(
          each -> each.error(String.valueOf(e.getMessage()), "Write it like 127.0.0.1:4318"));
      return Optional.empty();
    }
  }

  private Optional<ListenerTls> tls(Fields fields) {
    Optional<Path> certificate =
        fields.required("cert_file").flatMap(each -> values.path(each, false));
    Optional<Path> key = fields.required("key_file").flatMap(each -> values.path(each, false));
    Optional<Path> authority = values.file(fields, "client_ca_file");
    fields.finish();
    return certificate.flatMap(cert -> key.map(each -> new ListenerTls(cert, each, authority)));
  }

  private List<TenantRule> rules(Fields fields) {
    var rules = new ArrayList<TenantRule>();
    fields
        .optional("tenant_from")
        .ifPresent(
            list ->
                list.items().forEach(item -> item.fields().map(this::rule).ifPresent(rules::add)));
    return rules.isEmpty() ? TenantRule.DEFAULTS : rules;
  }

  private TenantRule rule(Fields fields) {
    var origin = TenantRule.Origin.SPAN;
    Optional<Field> attribute = Optional.empty();
    for (TenantRule.Origin each : TenantRule.Origin.values()) {
      String name = each.name().toLowerCase(java.util.Locale.ROOT);
      if (fields.has(name)) {
        origin = each;
        attribute = fields.optional(name);
      }
    }
    if (attribute.isEmpty()) {
      fields.error(
          "names no attribute", "Write resource, span or baggage with an attribute's name");
    }
    String text = attribute.flatMap(values::text).orElse("tenant.id");
    Optional<String> label = fields.optional("label").flatMap(values::text);
    String names =
        fields
            .optional("names")
            .flatMap(each -> each.oneOf(Set.of("id", "database", "database_user", "label")))
            .orElse(label.isPresent() ? "label" : "id");
    fields.finish();
    if (names.equals("label") != label.isPresent()) {
      fields.error("names and label do not fit together", "Write names: label and label: its name");
    }
    TenantRule.Names meaning =
        switch (names) {
          case "database" -> new TenantRule.Names.Database();
          case "database_user" -> new TenantRule.Names.DatabaseUser();
          case "label" -> new TenantRule.Names.Label(label.orElse(""));
          default -> new TenantRule.Names.Id();
        };
    return new TenantRule(origin, text, meaning);
  }

  private SpanRules spans(Fields fields, Duration maxAge) {
    var bounds = new ArrayList<>(SpanRules.STANDARD_BOUNDS);
    fields
        .optional("latency_bounds_seconds")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.number()
                                .ifPresent(
                                    bound -> {
                                      if (bound.signum() <= 0) {
                                        item.error(
                                            "must be above 0", "Write seconds, for example 0.3");
                                      }
                                      bounds.add(bound.doubleValue());
                                    })));
    boolean trusted =
        fields
            .optional("unweighted_spans")
            .flatMap(each -> each.oneOf(Set.of("count", "ignore")))
            .orElse("count")
            .equals("count");
    return new SpanRules(
        bounds,
        errors(fields),
        maxAge,
        trusted,
        Math.toIntExact(values.whole(fields, "series_per_tenant", 1000, 1, 1_000_000)),
        Duration.ofSeconds(75));
  }

  private ErrorRule errors(Fields fields) {
    ErrorRule standard = ErrorRule.standard();
    var statuses = standard.statuses();
    fields
        .optional("error_statuses")
        .ifPresent(
            list -> {
              statuses.clear();
              for (Field item : list.items()) {
                String text = item.anyText().orElse("");
                if (text.matches("[1-5]xx")) {
                  int first = (text.charAt(0) - '0') * 100;
                  statuses.set(first, first + 100);
                } else if (text.matches("[1-5]\\d\\d")) {
                  statuses.set(Integer.parseInt(text));
                } else {
                  item.error("is no HTTP status", "Write one like 429, or a class like 5xx");
                }
              }
            });
    return new ErrorRule(statuses, values.flag(fields, "error_by_span_status", true));
  }

  private long memoryBytes(Fields fields) {
    long fallback =
        Math.max(LEAST_MEGABYTES, Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_MEGABYTE);
    return values.whole(fields, "memory_limit_mib", Math.min(fallback, 1024), 1, 1 << 20)
        * BYTES_PER_MEGABYTE;
  }
}
