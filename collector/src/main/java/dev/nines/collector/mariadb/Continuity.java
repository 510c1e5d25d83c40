package dev.nines.collector.mariadb;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Whether the counters of two readings may be subtracted: nothing was reset in between, and no
/// slow statement went missing.
///
/// ## What a reset leaves behind
///
/// A restart shows in `Uptime`. After a failover another server answers, with another name, number
/// or `Uptime`. `FLUSH STATUS` moves `Uptime_since_flush_status`, and sets back the slow counts by
/// user but not the global one. `TRUNCATE` of a performance_schema table sets back what it holds or
/// removes rows of users, also of the gateway's own user, whose statements counter therefore serves
/// as a canary. `FLUSH USER_STATISTICS` sets back totals and connections of all users, the
/// gateway's too. What none of these show is left to the comparison of the slow counts of all users
/// with the global one, and of a MySQL, whose totals come from performance_schema too, to that of
/// the totals.
final class Continuity {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private final UserSnapshot earlier;
  private final UserSnapshot later;

  private Continuity(UserSnapshot earlier, UserSnapshot later) {
    this.earlier = earlier;
    this.later = later;
  }

  /// Why the increases between two readings cannot be given; empty if they can.
  static Optional<String> problem(UserSnapshot earlier, UserSnapshot later) {
    return new Continuity(earlier, later).problem();
  }

  /// Slow statements that ran between two readings and belong to no user: events of the scheduler,
  /// statements of a replica. At least so many; concurrent ones are given the benefit of the doubt.
  static long slowOfNobody(UserSnapshot earlier, UserSnapshot later) {
    return Math.max(0, new Continuity(earlier, later).missingSlow());
  }

  /// Whether another server answers than before, as after a failover: its counters have nothing to
  /// do with the former one's, whichever are greater.
  static boolean isOtherServer(UserSnapshot earlier, UserSnapshot later) {
    return new Continuity(earlier, later).isOtherServer();
  }

  private Optional<String> problem() {
    if (isOtherServer()) {
      return Optional.of("another server answers at this address");
    }
    if (restarted()) {
      return Optional.of("the server was restarted, its counters began again");
    }
    if (later.before().flushedAtSeconds() != earlier.before().flushedAtSeconds()
        || later.after().flushedAtSeconds() != later.before().flushedAtSeconds()) {
      return Optional.of("FLUSH STATUS set the slow counts back");
    }
    if (later.ownQuestions() < earlier.ownQuestions()) {
      return Optional.of("a table of performance_schema was truncated");
    }
    Optional<String> user = userThatFellBehind();
    if (user.isPresent()) {
      return Optional.of("counters of user %s were set back".formatted(user.get()));
    }
    return slowProblem().or(this::totalsProblem);
  }

  /// Servers in containers may bear the same name and number, but hardly started together. A clock
  /// of ours that was set back says nothing about the server.
  private boolean isOtherServer() {
    long passed = Math.max(0, Duration.between(earlier.at(), later.at()).toSeconds());
    long latest = earlier.after().uptimeSeconds() + passed + CLOCK_TOLERANCE.toSeconds();
    return !later.settings().server().equals(earlier.settings().server())
        || later.before().uptimeSeconds() > latest;
  }

  private boolean restarted() {
    long expected =
        earlier.before().uptimeSeconds()
            + Duration.between(earlier.at(), later.at()).minus(CLOCK_TOLERANCE).toSeconds();
    return later.before().uptimeSeconds() < Math.max(expected, earlier.after().uptimeSeconds());
  }

  private Optional<String> userThatFellBehind() {
    return earlier.users().entrySet().stream()
        .filter(entry -> later.of(entry.getKey()).fellBehind(entry.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private Optional<String> slowProblem() {
    long byUser = later.slowOfAllUsers() - earlier.slowOfAllUsers();
    long atMost = later.after().slowStatements() - earlier.before().slowStatements();
    if (byUser > atMost) {
      return Optional.of(
          "users together have %d slow statements more, the server only %d"
              .formatted(byUser, atMost));
    }
    if (missingSlow() > 0 && !hasStatementsOfNobody()) {
      return Optional.of(
          "%d slow statements of the server are missing in the counts by user"
              .formatted(missingSlow()));
    }
    return Optional.empty();
  }

  /// What clients sent is counted by user and of all together, a moment apart: of every doubt the
  /// side is taken on which nothing was set back.
  private Optional<String> totalsProblem() {
    if (later.settings().family() == ServerFamily.MARIADB) {
      return Optional.empty();
    }
    long byUser = later.statementsOfAllUsers() - earlier.statementsOfAllUsers();
    long atLeast = later.top().countedBefore() - earlier.top().countedAfter();
    long atMost = later.top().countedAfter() - earlier.top().countedBefore();
    boolean missing = byUser < atLeast && !isReplica();
    return missing || byUser > atMost
        ? Optional.of("a table of performance_schema was truncated")
        : Optional.empty();
  }

  private long missingSlow() {
    long atLeast = later.before().slowStatements() - earlier.after().slowStatements();
    return atLeast - (later.slowOfAllUsers() - earlier.slowOfAllUsers());
  }

  private boolean hasStatementsOfNobody() {
    return later.settings().runsEvents() || earlier.settings().runsEvents() || isReplica();
  }

  private boolean isReplica() {
    return later.before().replicaThreads() > 0 || earlier.before().replicaThreads() > 0;
  }
}
