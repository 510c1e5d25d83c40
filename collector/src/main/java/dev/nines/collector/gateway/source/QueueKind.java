package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.queue.QueueDiagnosis;
import dev.nines.collector.queue.QueueSource;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Source;
import java.util.List;

/// `queues`: one source for each server.
///
/// @param surroundings the time
record QueueKind(Surroundings surroundings) implements SourceKind {

  @Override
  public List<Source> sources(GatewayConfig config) {
    return config.queues().stream().<Source>map(QueueSource::new).toList();
  }

  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    return config.queues().stream()
        .<Diagnosis>map(target -> new QueueDiagnosis(target, surroundings.clock()))
        .toList();
  }
}
