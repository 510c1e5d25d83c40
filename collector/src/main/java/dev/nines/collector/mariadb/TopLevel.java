package dev.nines.collector.mariadb;

import java.util.Map;
import java.util.Optional;

/// What clients sent themselves, without what ran inside procedures, functions and triggers: from
/// performance_schema, which counts a `CALL` as one statement. [UserCounters#statements()] counts
/// its inner ones.
///
/// @param countedBefore commands of all users, read before the counters by user
/// @param countedAfter the same, read after them
/// @param byUser by user, if they were looked at this time
record TopLevel(long countedBefore, long countedAfter, Optional<ByUser> byUser) {

  /// @param counts by user
  /// @param after the counters by user once more, read after `counts`
  /// @param complete whether performance_schema counts every kind of statement of every user
  record ByUser(Map<String, Counts> counts, Map<String, UserCounters> after, boolean complete) {
    ByUser {
      counts = Map.copyOf(counts);
      after = Map.copyOf(after);
    }

    Counts of(String user) {
      return counts.getOrDefault(user, Counts.NONE);
    }
  }

  /// @param commands statements of whatever kind
  /// @param statements those of them that read or write, and calls of procedures
  record Counts(long commands, long statements) {
    static final Counts NONE = new Counts(0, 0);
  }
}
