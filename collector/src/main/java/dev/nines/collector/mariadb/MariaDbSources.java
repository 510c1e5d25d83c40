package dev.nines.collector.mariadb;

import dev.nines.collector.source.Source;
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
    return switch (target.attribution()) {
      case USER -> List.of(new UserStatementsSource(target, tenants));
      case SCHEMA -> List.of();
    };
  }
}
