package dev.nines.collector.mariadb;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How a server is checked for ways from one tenant to another, and for schemas that drift apart.
///
/// @param interval from one check to the next, at least 1 s
/// @param trustedAccounts accounts that may reach every tenant, as `user` or `user@host`; the
///   server's own, root and the gateway's are trusted always
/// @param sharedSchemas schemas that every tenant may use
/// @param migrationTable the table in each tenant's schema that keeps its migrations, in Prisma's
///   columns; empty to compare tables only
/// @param driftGrace how long tenants may differ, as they do during a deploy
/// @param neighbours how tenants' own logins are tried on their neighbours; absent to leave it
public record IsolationSettings(
    Duration interval,
    Set<String> trustedAccounts,
    Set<String> sharedSchemas,
    String migrationTable,
    Duration driftGrace,
    Optional<NeighbourSettings> neighbours) {

  /// Each five minutes, Prisma's table, a quarter of an hour for a deploy.
  public static final IsolationSettings DEFAULT =
      new IsolationSettings(
          Duration.ofMinutes(5),
          Set.of(),
          Set.of(),
          "_prisma_migrations",
          Duration.ofMinutes(15),
          Optional.empty());

  public IsolationSettings {
    trustedAccounts = Set.copyOf(trustedAccounts);
    sharedSchemas = Set.copyOf(sharedSchemas);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "the isolation check's interval is %s, expected at least 1 s".formatted(interval));
    }
  }
}
