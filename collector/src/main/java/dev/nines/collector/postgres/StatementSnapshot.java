package dev.nines.collector.postgres;

import java.util.Map;
import java.util.Optional;

/// All counters of statements at one reading.
///
/// @param resetAt when all counters were last set back, in seconds
/// @param evictions how often the server threw counters away because there was no room
/// @param entries the counters; those of the gateway's own role are left out
/// @param roles names by identifier
/// @param databases names by identifier
record StatementSnapshot(
    double resetAt,
    long evictions,
    Map<StatementEntry.Key, StatementEntry> entries,
    Map<Long, String> roles,
    Map<Long, String> databases) {

  /// Why the increases between two readings cannot be given, with what helps; empty if they can.
  ///
  /// A clean restart keeps the counters, a crash sets them all back, which shows in `resetAt`.
  /// Counters set back for one role or statement show as vanished or smaller ones. An eviction
  /// takes along what ran since the last reading, and nobody can say how much that was.
  static Optional<String> gap(StatementSnapshot earlier, StatementSnapshot later) {
    if (later.resetAt != earlier.resetAt) {
      return Optional.of("all counters were set back, by a crash or by pg_stat_statements_reset()");
    }
    if (later.evictions != earlier.evictions) {
      return Optional.of(
          "the server had no room for all statements and threw counters away. Remedy: raise"
              + " pg_stat_statements.max above tenants x different statements and restart the"
              + " server");
    }
    return earlier.entries.entrySet().stream()
            .anyMatch(
                entry -> {
                  StatementEntry now = later.entries.get(entry.getKey());
                  return now == null || now.fellBehind(entry.getValue());
                })
        ? Optional.of("counters of some statements were set back")
        : Optional.empty();
  }
}
