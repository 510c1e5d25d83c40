package dev.nines.collector.gateway.config;

import dev.nines.collector.forward.ForwardSettings;
import dev.nines.collector.forward.ForwardSettings.Otlp;
import dev.nines.collector.forward.ForwardSettings.RemoteWrite;
import dev.nines.collector.forward.RemoteWriteProtocol;
import dev.nines.collector.otlp.Signal;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The section `forward`: where telemetry is passed on to.
final class ForwardSection {
  private static final long DEFAULT_QUEUE_MEBIBYTES = 1024;
  private static final long BYTES_PER_MEBIBYTE = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final URI NOWHERE = URI.create("http://localhost");

  private final Values values;
  private final Set<String> names = new HashSet<>();

  ForwardSection(Values values) {
    this.values = values;
  }

  ForwardSettings read(Optional<Fields> section) {
    if (section.isEmpty()) {
      return new ForwardSettings(
          List.of(), List.of(), DEFAULT_QUEUE_MEBIBYTES * BYTES_PER_MEBIBYTE);
    }
    Fields fields = section.get();
    var settings =
        new ForwardSettings(
            each(fields, "otlp", this::otlp),
            each(fields, "remote_write", this::remoteWrite),
            values.whole(fields, "queue_limit_mib", DEFAULT_QUEUE_MEBIBYTES, 8, 1 << 20)
                * BYTES_PER_MEBIBYTE);
    fields.finish();
    return settings;
  }

  private static <T> List<T> each(Fields fields, String name, Function<Fields, T> read) {
    var all = new ArrayList<T>();
    fields
        .optional(name)
        .ifPresent(
            list -> list.items().forEach(item -> item.fields().map(read).ifPresent(all::add)));
    return all;
  }

  private Otlp otlp(Fields fields) {
    var otlp =
        new Otlp(
            name(fields),
            fields.required("endpoint").flatMap(values::httpUrl).orElse(NOWHERE),
            paths(fields),
            values.file(fields, "headers_file"),
            fields
                .optional("compression")
                .flatMap(each -> each.oneOf(Set.of("gzip", "none")))
                .orElse("gzip")
                .equals("gzip"),
            timeout(fields));
    fields.finish();
    return otlp;
  }

  private static Set<String> paths(Fields fields) {
    var paths = new HashSet<String>();
    List<String> signals = List.of("traces", "metrics", "logs");
    fields
        .optional("signals")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.oneOf(signals)
                                .ifPresent(
                                    name ->
                                        paths.add(
                                            Signal.valueOf(name.toUpperCase(Locale.ROOT))
                                                .httpPath()))));
    return paths.isEmpty() ? Set.of("/v1/traces", "/v1/metrics", "/v1/logs") : paths;
  }

  private RemoteWrite remoteWrite(Fields fields) {
    String protocol =
        fields
            .optional("protocol_version")
            .flatMap(each -> each.oneOf(Set.of("1.0", "2.0")))
            .orElse("1.0");
    var remoteWrite =
        new RemoteWrite(
            name(fields),
            fields.required("url").flatMap(values::httpUrl).orElse(NOWHERE),
            protocol.equals("2.0") ? RemoteWriteProtocol.V2 : RemoteWriteProtocol.V1,
            patterns(fields),
            fields.has("external_labels") ? values.labels(fields, "external_labels") : Map.of(),
            values.file(fields, "headers_file"),
            timeout(fields));
    fields.finish();
    return remoteWrite;
  }

  private List<String> patterns(Fields fields) {
    var patterns = new ArrayList<String>();
    fields
        .required("metrics")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            values
                                .text(item)
                                .ifPresent(
                                    each -> {
                                      if (compiles(item, each)) {
                                        patterns.add(each);
                                      }
                                    })));
    return patterns;
  }

  private static boolean compiles(Field item, String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      item.error("is no regular expression: " + e.getDescription(), "Write it like nines_.*");
      return false;
    }
  }

  private String name(Fields fields) {
    Optional<Field> field = fields.required("name");
    String name = field.flatMap(values::text).orElse("missing");
    field.ifPresent(
        each -> {
          if (!NAME.matcher(name).matches()) {
            each.error("cannot be the name of a folder", "Use letters, digits, '-' and '_' only");
          } else if (name.equals(ClusterSection.DESTINATION)) {
            each.error("the name '%s' is the gateway's own".formatted(name), "Give it another");
          } else if (!names.add(name)) {
            each.error("the name '%s' is used twice".formatted(name), "Give each its own");
          }
        });
    return name;
  }

  private Duration timeout(Fields fields) {
    return values.duration(
        fields, "timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5));
  }
}
