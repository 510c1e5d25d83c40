package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connection keeps the `long_query_time` that was set when it opened. After the setting was seen
/// wrong, or when it was set by SQL and nobody knows when, every connection of a tenant that is not
/// newer than the first right reading is under suspicion, and nothing is counted until it is gone.
final class OldConnections {
  private static final int NAMED_IN_REASON = 5;
  private static final long NO_SUSPICION = -1;

  private final ServerTenants tenants;
  private final UserReader reader;
  private boolean marked;
  private long suspectedUpTo = NO_SUSPICION;

  OldConnections(ServerTenants tenants, UserReader reader) {
    this.tenants = tenants;
    this.reader = reader;
  }

  /// From the next right reading on, connections opened before it are suspect.
  void suspect() {
    marked = true;
    suspectedUpTo = NO_SUSPICION;
  }

  /// Who still holds a suspect connection, as a reason for people.
  Optional<String> problem(ServerConnection server) throws SQLException {
    if (!marked) {
      return Optional.empty();
    }
    if (suspectedUpTo == NO_SUSPICION) {
      suspectedUpTo = reader.newestConnection(server);
    }
    Map<String, Long> old = reader.connectionsUpTo(server, suspectedUpTo);
    List<String> users =
        old.keySet().stream().filter(u -> tenants.byUser(u).isPresent()).sorted().toList();
    if (users.isEmpty()) {
      marked = false;
      suspectedUpTo = NO_SUSPICION;
      return Optional.empty();
    }
    String named = String.join(", ", users.subList(0, Math.min(NAMED_IN_REASON, users.size())));
    return Optional.of(
        Guard.withRemedy(
            "%d users hold connections that may be older than the server's long_query_time (%s%s)"
                .formatted(users.size(), named, users.size() > NAMED_IN_REASON ? ", …" : ""),
            "let these applications reconnect, and keep long_query_time in my.cnf"));
  }
}
