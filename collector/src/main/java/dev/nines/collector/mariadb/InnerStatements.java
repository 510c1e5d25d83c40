package dev.nines.collector.mariadb;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes out of the totals by user what ran inside procedures, functions and triggers. No client
/// waited for these one by one, and none of them can be slow in the server's count: a `CALL` is.
///
/// ## How
///
/// performance_schema counts what clients send, by user, but reading that costs 270 ms of the
/// server's time at 1,000 users. So each reading compares two sums over all users, which costs
/// nothing: where more commands ran than were sent, somebody's procedures did. Then it is looked
/// who that is, at once the first time, then once a minute. From then on that user's statements are
/// those that were sent, and its increases, slow ones too, are held back from look to look; what
/// was counted too much before is owed by its next statements. Ten minutes without inner statements
/// end that.
///
/// All counters are read a little apart. They are compared so that what happened in between cannot
/// pass for an inner statement; a few real ones may be missed for it.
final class InnerStatements {
  private static final Duration GRID = Duration.ofSeconds(1);
  private static final Duration SUSPECTED = Duration.ofMinutes(10);

  private static final class Suspect {
    private Instant until;
    private long slowCounted;

    Suspect(Instant until, long slowCounted) {
      this.until = until;
      this.slowCounted = slowCounted;
    }
  }

  private final Duration lookEvery;
  private final Map<String, Suspect> suspects = new HashMap<>();
  private final Map<String, Long> owed = new HashMap<>();
  private TopLevel.@Nullable ByUser lastLook;
  private Instant lookedAt = Instant.MIN;
  private long lastCommands;
  private long lastCountedBefore;
  private boolean someoneHasThem;

  /// @param lookEvery how often it is looked while somebody is known to have inner statements
  InnerStatements(Duration lookEvery) {
    this.lookEvery = lookEvery;
  }

  /// Whether it is to be looked, user by user, who has inner statements.
  ///
  /// @param users all counters by user
  /// @param countedAfter commands that clients sent, read after `users`
  boolean mustLook(Instant at, Map<String, UserCounters> users, long countedAfter) {
    if (lastLook == null) {
      return true;
    }
    someoneHasThem |= commandsOf(users) - lastCommands > countedAfter - lastCountedBefore;
    return suspects.isEmpty() ? someoneHasThem : !at.isBefore(lookedAt.plus(lookEvery).minus(GRID));
  }

  /// Why what was looked at means nothing, with its remedy; empty if it does, or was not looked at.
  Optional<String> problem(UserSnapshot now) {
    if (lastLook != null && now.top().countedAfter() < lastCountedBefore) {
      return Optional.of("a table of performance_schema was truncated");
    }
    TopLevel.ByUser earlier = lastLook;
    TopLevel.ByUser look = now.top().byUser().orElse(null);
    if (look == null || earlier == null) {
      return Optional.empty();
    }
    if (earlier.counts().entrySet().stream()
        .anyMatch(entry -> look.of(entry.getKey()).commands() < entry.getValue().commands())) {
      return Optional.of("a table of performance_schema was truncated");
    }
    if (!look.complete() && now.users().keySet().stream().anyMatch(u -> isInside(u, now, look))) {
      return Optional.of(
          Guard.withRemedy(
              "procedures ran, and performance_schema does not count all statements that clients"
                  + " send",
              "enable all 'statement/sql/%' and 'statement/com/Execute' in setup_instruments, and"
                  + " all users in setup_actors"));
    }
    return Optional.empty();
  }

  /// Begins again with a reading: nothing is known from before but who is suspect.
  void begin(UserSnapshot now) {
    lastLook = null;
    owed.clear();
    note(now);
  }

  /// What each user's applications sent between two readings.
  Map<String, Increase> increases(UserSnapshot earlier, UserSnapshot now) {
    var increases = new HashMap<String, Increase>();
    now.users()
        .forEach((user, counters) -> increases.put(user, increase(user, earlier.of(user), now)));
    note(now);
    return increases;
  }

  private Increase increase(String user, UserCounters earlier, UserSnapshot now) {
    Increase increase =
        now.top()
            .byUser()
            .filter(_ -> lastLook != null)
            .map(look -> looked(user, earlier, now, look))
            .orElseGet(
                () ->
                    suspects.containsKey(user)
                        ? Increase.NONE
                        : Increase.between(earlier, now.of(user)));
    long paid = Math.min(owed.getOrDefault(user, 0L), increase.statements());
    owed.computeIfPresent(user, (_, debt) -> debt == paid ? null : debt - paid);
    return new Increase(increase.statements() - paid, increase.slow(), increase.doubtful());
  }

  private Increase looked(
      String user, UserCounters earlier, UserSnapshot now, TopLevel.ByUser look) {
    UserCounters counters = now.of(user);
    boolean inside = isInside(user, now, look);
    Suspect suspect = suspects.get(user);
    long sent = look.of(user).statements() - lastLookOf(user).statements();
    if (suspect == null) {
      if (inside) {
        suspects.put(user, new Suspect(now.at().plus(SUSPECTED), counters.slow()));
        owe(user, counters.statements() - afterLastLook(user).statements() - sent);
      }
      return Increase.between(earlier, counters);
    }
    var increase = new Increase(sent, counters.slow() - suspect.slowCounted, 0);
    suspect.slowCounted = counters.slow();
    if (inside) {
      suspect.until = now.at().plus(SUSPECTED);
    } else if (now.at().isAfter(suspect.until)) {
      suspects.remove(user);
      // Sent after the totals were read, so already counted here.
      owe(user, look.after().getOrDefault(user, counters).statements() - counters.statements());
    }
    return increase;
  }

  private void owe(String user, long statements) {
    if (statements > 0) {
      owed.merge(user, statements, Long::sum);
    }
  }

  private boolean isInside(String user, UserSnapshot now, TopLevel.ByUser look) {
    long ran = now.of(user).commands() - afterLastLook(user).commands();
    return ran > look.of(user).commands() - lastLookOf(user).commands();
  }

  private void note(UserSnapshot now) {
    lastCommands = commandsOf(now.users());
    lastCountedBefore = now.top().countedBefore();
    now.top()
        .byUser()
        .ifPresent(
            look -> {
              if (lastLook == null) {
                suspects.forEach((user, suspect) -> suspect.slowCounted = now.of(user).slow());
              }
              lastLook = look;
              lookedAt = now.at();
              someoneHasThem = false;
            });
  }

  private TopLevel.Counts lastLookOf(String user) {
    TopLevel.ByUser look = lastLook;
    return look == null ? TopLevel.Counts.NONE : look.of(user);
  }

  private UserCounters afterLastLook(String user) {
    TopLevel.ByUser look = lastLook;
    return look == null ? UserCounters.NONE : look.after().getOrDefault(user, UserCounters.NONE);
  }

  private static long commandsOf(Map<String, UserCounters> users) {
    return users.values().stream().mapToLong(UserCounters::commands).sum();
  }
}
