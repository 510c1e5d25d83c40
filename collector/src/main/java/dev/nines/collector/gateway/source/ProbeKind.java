package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.probe.AddressGuard;
import dev.nines.collector.probe.Cidr;
import dev.nines.collector.probe.JsonAssertion;
import dev.nines.collector.probe.ProbeClient;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.collector.probe.Probes;
import dev.nines.collector.probe.StatusSet;
import dev.nines.collector.probe.UrlTemplate;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `probes`: one source for each probe, or one for each tenant.
final class ProbeKind implements SourceKind {
  private static final Logger log = LoggerFactory.getLogger(ProbeKind.class);

  /// A probe for each of a thousand tenants is not what a person wants to read about.
  private static final int PROBES_DIAGNOSED = 20;

  private final Surroundings surroundings;
  private final ProbeClient client;
  private final Probes probes;

  ProbeKind(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.client = new ProbeClient(surroundings.vertx(), Optional.empty());
    this.probes = new Probes(client, surroundings.reference());
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    var sources = new ArrayList<Source>();
    for (GatewayConfig.Probe probe : config.probes()) {
      Probes.Result result = probes.sourcesOf(settings(probe), surroundings.tenants().tenants());
      result.problems().forEach(log::warn);
      sources.addAll(result.sources());
    }
    return sources;
  }

  /// What is wrong with the probes, a line each.
  static List<String> problems(GatewayConfig config) {
    var problems = new ArrayList<String>();
    for (GatewayConfig.Probe probe : config.probes()) {
      try {
        settings(probe);
      } catch (IllegalArgumentException e) {
        problems.add("probes: '%s': %s".formatted(probe.name(), e.getMessage()));
      }
    }
    return problems;
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return sources(config).stream()
        .limit(PROBES_DIAGNOSED)
        .<Diagnosis>map(source -> new ReadingDiagnosis(source, surroundings.clock()))
        .toList();
  }

  private static ProbeSettings settings(GatewayConfig.Probe probe) {
    return new ProbeSettings(
        probe.name(),
        UrlTemplate.parse(probe.url()),
        "GET",
        Map.of(),
        StatusSet.parse(probe.statuses().stream().map(String::valueOf).toList()),
        probe.json().stream().map(JsonAssertion::parse).toList(),
        probe.latencyBelow(),
        probe.interval(),
        probe.timeout(),
        0,
        ProbeSettings.DEFAULT_MAX_BODY_BYTES,
        new AddressGuard(probe.allowNetworks().stream().map(Cidr::parse).toList()));
  }

  @Override
  public void close() {
    client.close();
  }
}
