package dev.nines.collector.gateway.config;

import dev.nines.collector.forward.ForwardSettings;
import dev.nines.collector.forward.RemoteWriteProtocol;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `engine` and the section `prometheus`: who evaluates.
final class ClusterSection {
  /// The name of the engine's destination of remote write.
  static final String DESTINATION = "engine";

  private static final List<String> METRICS =
      List.of("nines_sli_events_total", "nines_slo_objective_ratio");
  private static final Duration DEFAULT_BACKFILL = Duration.ofHours(6);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final URI NOWHERE = URI.create("http://localhost:9090");

  private final Values values;

  ClusterSection(Values values) {
    this.values = values;
  }

  /// The cluster that evaluates; empty if the gateway does.
  Optional<GatewayConfig.Cluster> read(Fields root) {
    Optional<Field> engine = root.optional("engine");
    Optional<Field> section = root.optional("prometheus");
    boolean byCluster =
        engine
            .flatMap(each -> each.oneOf(Set.of("embedded", "prometheus")))
            .filter("prometheus"::equals)
            .isPresent();
    if (byCluster && section.isEmpty()) {
      engine
          .orElseThrow()
          .error(
              "the engine prometheus needs the section 'prometheus'",
              "Write prometheus: {url: http://localhost:9090}");
    }
    if (!byCluster) {
      section.ifPresent(
          each ->
              each.error(
                  "the section says nothing while the gateway evaluates itself",
                  "Write engine: prometheus, or leave the section out"));
      return Optional.empty();
    }
    return section.flatMap(Field::fields).map(this::cluster);
  }

  private GatewayConfig.Cluster cluster(Fields fields) {
    URI url = fields.required("url").flatMap(values::httpUrl).orElse(NOWHERE);
    URI write = URI.create(url.toString().replaceAll("/+$", "") + "/api/v1/write");
    var cluster =
        new GatewayConfig.Cluster(
            url,
            fields.optional("remote_write_url").flatMap(values::httpUrl).orElse(write),
            values.file(fields, "headers_file"),
            values.duration(
                fields, "backfill", DEFAULT_BACKFILL, Duration.ZERO, Duration.ofDays(90)));
    fields.finish();
    return cluster;
  }

  /// What is forwarded, with what the cluster must get.
  static ForwardSettings joined(ForwardSettings forward, GatewayConfig.Cluster cluster) {
    var remoteWrite = new ArrayList<>(forward.remoteWrite());
    remoteWrite.add(
        new ForwardSettings.RemoteWrite(
            DESTINATION,
            cluster.remoteWrite(),
            RemoteWriteProtocol.V1,
            METRICS,
            Map.of(),
            cluster.headersFile(),
            TIMEOUT));
    return new ForwardSettings(forward.otlp(), remoteWrite, forward.queueBytes());
  }
}
