package dev.nines.collector.gateway.config;

import dev.nines.collector.discovery.Discovery;
import dev.nines.collector.discovery.DnsDiscovery;
import dev.nines.collector.discovery.FileDiscovery;
import dev.nines.collector.discovery.HttpDiscovery;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// `static_configs`, `file_sd_configs`, `dns_sd_configs` and `http_sd_configs` of a job.
final class DiscoverySection {
  private static final List<String> NAMES =
      List.of("static_configs", "file_sd_configs", "dns_sd_configs", "http_sd_configs");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration DNS_INTERVAL = Duration.ofSeconds(30);
  private static final Duration HTTP_INTERVAL = Duration.ofSeconds(60);
  private static final int MAX_PORT = 65535;

  private final Values values;

  DiscoverySection(Values values) {
    this.values = values;
  }

  List<TargetGroup> groups(Fields job) {
    if (NAMES.stream().noneMatch(job::has)) {
      job.error("has no targets", "Add static_configs, or one of the …_sd_configs");
    }
    return each(job, "static_configs", this::group);
  }

  List<Discovery> discoveries(Fields job) {
    return Stream.of(
            each(job, "file_sd_configs", this::files),
            each(job, "dns_sd_configs", this::dns),
            each(job, "http_sd_configs", this::http))
        .flatMap(List::stream)
        .toList();
  }

  private static <T> List<T> each(Fields job, String name, Function<Fields, T> read) {
    var all = new ArrayList<T>();
    job.optional(name)
        .ifPresent(
            list ->
                list.items()
                    .forEach(item -> item.fields().ifPresent(each -> all.add(read.apply(each)))));
    return all;
  }

  private TargetGroup group(Fields fields) {
    var targets = new ArrayList<String>();
    fields
        .required("targets")
        .ifPresent(
            list -> {
              for (Field item : list.items()) {
                values
                    .text(item)
                    .ifPresent(
                        text -> {
                          if (text.contains("/") || text.contains("@")) {
                            item.error(
                                "is not host:port",
                                "Write it like app1:3000, without scheme, path and credentials");
                          } else {
                            targets.add(text);
                          }
                        });
              }
            });
    var group = new TargetGroup(targets, values.labels(fields, "labels"));
    fields.finish();
    return group;
  }

  private Discovery files(Fields fields) {
    var patterns = new ArrayList<Path>();
    fields
        .required("files")
        .ifPresent(
            list -> {
              for (Field item : list.items()) {
                values.pattern(item).ifPresent(patterns::add);
              }
            });
    values.duration(fields, "refresh_interval", SHORTEST, LONGEST); // they are watched
    fields.finish();
    return new FileDiscovery(patterns);
  }

  private Discovery dns(Fields fields) {
    String type =
        fields
            .optional("type")
            .flatMap(each -> each.oneOf(List.of("SRV", "A", "AAAA")))
            .orElse("SRV");
    long port = values.whole(fields, "port", 0, 1, MAX_PORT);
    if (port == 0 && !type.equals("SRV")) {
      fields.error("addresses without a port", "Add 'port'");
    }
    List<String> names = values.texts(fields, "names");
    if (names.isEmpty()) {
      fields.error("has no names", "Add 'names' with a list of DNS names");
    }
    var dns =
        new DnsDiscovery(
            names,
            DnsDiscovery.RecordType.valueOf(type),
            Math.toIntExact(port),
            values.duration(fields, "refresh_interval", DNS_INTERVAL, SHORTEST, LONGEST));
    fields.finish();
    return dns;
  }

  private Discovery http(Fields fields) {
    var http =
        new HttpDiscovery(
            fields
                .required("url")
                .flatMap(values::httpUrl)
                .orElse(URI.create("http://missing.invalid")),
            values.duration(fields, "refresh_interval", HTTP_INTERVAL, SHORTEST, LONGEST));
    fields.finish();
    return http;
  }
}
