package dev.nines.collector.mariadb;

import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;

/// Makes the sources of a server.
public final class MariaDbSources {
  private MariaDbSources() {}

  /// The sources that measure one server, each with one connection of its own. They connect when
  /// they are first read.
  ///
  /// @param target the server
  /// @param tenants who is on it; asked at each reading, so tenants may come and go
  public static List<Source> of(MariaDbTarget target, ServerTenants tenants) {
    var sources = new ArrayList<Source>();
    if (target.attribution() == Attribution.USER) {
      sources.add(new UserStatementsSource(target, tenants));
    }
    if (target.readsRing()) {
      sources.add(new RingSource(target, tenants, System::nanoTime));
    }
    return List.copyOf(sources);
  }
}
