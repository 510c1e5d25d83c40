package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.probe.ProbeClient;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.collector.probe.Probes;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `probes`: one source for each probe, or one for each tenant.
final class ProbeKind implements SourceKind {
  private static final Logger log = LoggerFactory.getLogger(ProbeKind.class);

  /// A probe for each of a thousand tenants is not what a person wants to read about: of each that
  /// is configured so many tenants are looked at.
  private static final int TENANTS_DIAGNOSED = 20;

  private final Surroundings surroundings;
  private final ProbeClient client;
  private final Probes probes;

  ProbeKind(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.client = new ProbeClient(surroundings.vertx());
    this.probes =
        new Probes(client, surroundings.reference(), surroundings.board(), surroundings.clock());
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    var sources = new ArrayList<Source>();
    for (ProbeSettings probe : config.probes()) {
      Probes.Result result = probes.sourcesOf(probe, surroundings.tenants().tenants());
      result.problems().forEach(log::warn);
      sources.addAll(result.sources());
    }
    probes.retain(sources);
    return sources;
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return config.probes().stream()
        .flatMap(
            each ->
                probes.diagnosesOf(each, surroundings.tenants().tenants()).stream()
                    .limit(TENANTS_DIAGNOSED))
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
