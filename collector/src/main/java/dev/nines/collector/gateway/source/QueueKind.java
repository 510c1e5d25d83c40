package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.queue.QueueSource;
import dev.nines.collector.source.Source;
import java.util.List;

/// `queues`: one source for each server.
final class QueueKind implements SourceKind {

  @Override
  public List<Source> sources(GatewayConfig config) {
    return config.queues().stream().<Source>map(QueueSource::new).toList();
  }
}
