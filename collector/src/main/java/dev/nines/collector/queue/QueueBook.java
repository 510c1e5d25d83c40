package dev.nines.collector.queue;

import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/// The series of a server's queues, each made once. Belongs to one source.
final class QueueBook {
  private static final String NAME = "nines_queue_";

  private record Key(String name, String label, String value, String tenant, String edge) {}

  private final String server;
  private final Map<QueueName, Map<Key, Series>> series = new HashMap<>();

  QueueBook(String server) {
    this.server = server;
  }

  /// Forgets the series of all queues but these.
  void retain(Collection<QueueName> queues) {
    series.keySet().retainAll(new HashSet<>(queues));
  }

  /// A series of a queue.
  ///
  /// @param name behind `nines_queue_`
  Series of(QueueName queue, String name, SampleKind kind) {
    return of(queue, name, kind, "", "");
  }

  /// A series of a part of a queue that one more label names.
  Series of(QueueName queue, String name, SampleKind kind, String label, String value) {
    return of(queue, kind, new Key(name, label, value, "", ""));
  }

  /// A series of a tenant's jobs in a queue that tenants share.
  Series ofTenant(QueueName queue, String name, String tenant, SampleKind kind) {
    return of(queue, kind, new Key(name, "", "", tenant, ""));
  }

  /// A series of the jobs that ended.
  ///
  /// @param tenant empty if jobs do not say whose they are
  /// @param edge of a bucket; empty for what is no bucket
  Series ofEnded(QueueName queue, String name, String outcome, String tenant, String edge) {
    return of(queue, SampleKind.DELTA, new Key(name, "outcome", outcome, tenant, edge));
  }

  private Series of(QueueName queue, SampleKind kind, Key key) {
    return series
        .computeIfAbsent(queue, _ -> new HashMap<>())
        .computeIfAbsent(key, _ -> new Series(NAME + key.name(), labels(queue, key), kind));
  }

  private Map<String, String> labels(QueueName queue, Key key) {
    var labels = new TreeMap<String, String>();
    labels.put("server", server);
    labels.put("prefix", queue.prefix());
    labels.put("queue", queue.queue());
    queue.tenant().ifPresent(tenant -> labels.put("tenant", tenant));
    put(labels, "tenant", key.tenant());
    put(labels, key.label(), key.value());
    put(labels, "le", key.edge());
    return labels;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(name, value);
    }
  }
}
