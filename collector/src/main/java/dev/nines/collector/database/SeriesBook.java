package dev.nines.collector.database;

import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.util.HashMap;
import java.util.Map;

/// The series of one server, each made once. Belongs to one source; not safe between threads.
public final class SeriesBook {
  private record Key(String name, String label, String value) {}

  private final String server;
  private final String prefix;
  private final Map<Key, Series> series = new HashMap<>();

  /// @param server the value of the label `server`
  /// @param prefix what the names of this kind of server begin with, for example `nines_mariadb_`
  public SeriesBook(String server, String prefix) {
    this.server = server;
    this.prefix = prefix;
  }

  /// What the names of this kind of server begin with.
  String prefix() {
    return prefix;
  }

  /// A series of the whole server.
  public Series ofServer(String name, SampleKind kind) {
    return series.computeIfAbsent(
        new Key(name, "", ""), key -> new Series(key.name(), Map.of("server", server), kind));
  }

  /// A series of a part of the server that a further label names.
  public Series ofServer(String name, String label, String value, SampleKind kind) {
    return series.computeIfAbsent(
        new Key(name, label, value),
        key -> new Series(key.name(), Map.of("server", server, key.label(), key.value()), kind));
  }

  /// A series of one tenant on the server.
  public Series ofTenant(String name, TenantId tenant, SampleKind kind) {
    return ofServer(name, "tenant", tenant.value(), kind);
  }
}
