package dev.nines.collector.postgres;

import java.util.Optional;

/// What the server says of itself that decides what its counters mean.
///
/// @param version as `server_version_num`, for example 150004
/// @param extensionSchema where `pg_stat_statements` was created; absent if it was not
/// @param track `pg_stat_statements.track`; absent if the library is not loaded
/// @param computesQueryIds whether statements have an identity; without one none is counted
/// @param tracksUtility whether `BEGIN`, `COMMIT` and their like are counted too
/// @param mayReadAll whether the gateway's role sees the counters of all roles
/// @param room how many different statements the server keeps counters of
record Setup(
    int version,
    Optional<String> extensionSchema,
    Optional<String> track,
    boolean computesQueryIds,
    boolean tracksUtility,
    boolean mayReadAll,
    long room) {
  private static final int OLDEST = 140_000;

  /// What is wrong, with its remedy; empty if nothing is.
  Optional<Problem> problem(PostgresTarget target) {
    if (version < OLDEST) {
      return problem("the server is older than PostgreSQL 14", "upgrade it");
    }
    if (track.isEmpty()) {
      return problem(
          "pg_stat_statements is not loaded, so statements are not counted",
          "set " + PostgresRole.PRELOAD + " in postgresql.conf and restart the server");
    }
    if (extensionSchema.isEmpty()) {
      return problem(
          "the database that the url names has no extension pg_stat_statements",
          PostgresRole.EXTENSION);
    }
    if (!mayReadAll) {
      return problem(
          "role %s may not see the counters of other roles".formatted(target.user()),
          "GRANT %s TO %s;".formatted(PostgresRole.PRIVILEGE, PostgresRole.named(target.user())));
    }
    if (track.get().equals("none")) {
      return problem(
          "pg_stat_statements.track is none, so nothing is counted",
          "ALTER SYSTEM SET pg_stat_statements.track = 'top'; SELECT pg_reload_conf();");
    }
    if (!computesQueryIds) {
      return problem(
          "compute_query_id is off, so nothing is counted",
          "ALTER SYSTEM SET compute_query_id = 'auto'; SELECT pg_reload_conf();");
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(String what, String remedy) {
    return Optional.of(new Problem(what, remedy));
  }

  /// @param what is wrong, for people
  /// @param remedy SQL or setting
  record Problem(String what, String remedy) {}
}
