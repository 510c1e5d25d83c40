package dev.nines.slo.ledger;

import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The series of a ledger and their ids, 0, 1, 2… in the order in which they were first asked for.
/// An id is never used again. Safe between threads; one of them adds.
final class Catalog {
  /// Stands for a series whose name was lost with a damaged part of the journal.
  private static final SeriesKey LOST = new SeriesKey("lost", "", new TenantId("lost"));

  private final Map<SeriesKey, Integer> ids = new ConcurrentHashMap<>();
  private final List<SeriesKey> keys = new ArrayList<>();

  int idOf(SeriesKey key) {
    Integer known = ids.get(key);
    return known != null ? known : add(key);
  }

  Optional<Integer> find(SeriesKey key) {
    return Optional.ofNullable(ids.get(key));
  }

  synchronized int size() {
    return keys.size();
  }

  synchronized SeriesKey key(int id) {
    return keys.get(id);
  }

  synchronized List<SeriesKey> list() {
    return List.copyOf(keys);
  }

  private synchronized int add(SeriesKey key) {
    int id = keys.size();
    keys.add(key);
    ids.put(key, id);
    return id;
  }

  /// Writes the series from an id on.
  synchronized void encode(int fromId, ByteSink out) {
    out.varint(fromId).varint(keys.size() - fromId);
    for (SeriesKey key : keys.subList(fromId, keys.size())) {
      out.text(key.slo()).text(key.generation()).text(key.tenant().value());
    }
  }

  /// Reads series back; those that are known already must be the same.
  synchronized void decode(ByteSource in) throws DamagedException {
    int id = (int) in.varint();
    int count = in.count();
    while (keys.size() < id) {
      keys.add(LOST);
    }
    // a million series are of few SLOs and of each tenant several: each text is kept once
    var words = new HashMap<String, String>();
    var tenants = new HashMap<String, TenantId>();
    for (int i = 0; i < count; i++, id++) {
      String slo = words.computeIfAbsent(in.text(), word -> word);
      String generation = words.computeIfAbsent(in.text(), word -> word);
      String tenant = in.text();
      if (!TenantId.isValid(tenant)) {
        throw new DamagedException("series %d has the tenant '%s'".formatted(id, tenant));
      }
      restore(id, new SeriesKey(slo, generation, tenants.computeIfAbsent(tenant, TenantId::new)));
    }
  }

  private void restore(int id, SeriesKey key) throws DamagedException {
    if (id == keys.size()) {
      keys.add(key);
    } else if (keys.get(id).equals(LOST)) {
      keys.set(id, key);
    } else if (!keys.get(id).equals(key)) {
      throw new DamagedException("series %d is %s and also %s".formatted(id, keys.get(id), key));
    }
    ids.put(key, id);
  }
}
