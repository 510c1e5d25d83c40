package dev.nines.collector.mariadb;

import java.time.Instant;
import java.util.Map;

/// All that one reading of a server's counters by user found, in the order in which it was read.
///
/// @param at when
/// @param settings read first
/// @param before the status before the counters were read
/// @param users the counters by user: all totals first, then all slow counts
/// @param ownQuestions statements of the gateway's user, from the same table as the slow counts: a
///   counter that must grow from reading to reading
/// @param top what clients sent, without what ran inside procedures
/// @param after the status after the counters were read
record UserSnapshot(
    Instant at,
    Settings settings,
    Status before,
    Map<String, UserCounters> users,
    long ownQuestions,
    TopLevel top,
    Status after) {

  UserSnapshot {
    users = Map.copyOf(users);
  }

  long slowOfAllUsers() {
    return users.values().stream().mapToLong(UserCounters::slow).sum();
  }

  long statementsOfAllUsers() {
    return users.values().stream().mapToLong(UserCounters::statements).sum();
  }

  UserCounters of(String user) {
    return users.getOrDefault(user, UserCounters.NONE);
  }
}
