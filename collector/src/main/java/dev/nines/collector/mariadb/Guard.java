package dev.nines.collector.mariadb;

import java.time.Duration;
import java.util.Optional;

/// Whether the server is set up so that its counters mean what we take them for.
final class Guard {
  private static final double SAME_SECONDS = 1e-7;

  private Guard() {}

  /// What is wrong, with its remedy; empty if nothing is.
  static Optional<String> problem(Settings settings, Status status, Duration threshold) {
    if (!settings.performanceSchema()) {
      return problem(
          "performance_schema is off, so slow statements are not counted by user",
          "set performance_schema=ON in my.cnf and restart the server");
    }
    if (!settings.countsByUser()) {
      return notCountedByUser(settings.family());
    }
    double expected = threshold.toNanos() / 1e9;
    if (Math.abs(settings.longQuerySeconds() - expected) > SAME_SECONDS) {
      return problem(
          "long_query_time is %s s, but the threshold is %s s"
              .formatted(settings.longQuerySeconds(), expected),
          "set long_query_time=%s in my.cnf, SET GLOBAL it, and let the applications reconnect"
              .formatted(expected));
    }
    if (settings.minExaminedRows() != 0) {
      return problem(
          "min_examined_row_limit is %d, which hides slow statements"
              .formatted(settings.minExaminedRows()),
          "set min_examined_row_limit=0 in my.cnf, SET GLOBAL it, and let the applications"
              + " reconnect");
    }
    if (settings.countsUnindexed()) {
      return problem(
          "log_queries_not_using_indexes is on, which counts fast statements as slow",
          "set log_queries_not_using_indexes=OFF in my.cnf, and SET GLOBAL it");
    }
    return lostProblem(status);
  }

  private static Optional<String> notCountedByUser(ServerFamily family) {
    return switch (family) {
      case MARIADB ->
          problem(
              "userstat is off, so statements are not counted by user",
              "set userstat=1 in my.cnf, and SET GLOBAL userstat=1 until the next restart");
      case MYSQL ->
          problem(
              "performance_schema does not count all statements by user",
              "enable all 'statement/sql/%', 'statement/sp/stmt' and 'statement/com/Execute' in"
                  + " setup_instruments, global_instrumentation and thread_instrumentation in"
                  + " setup_consumers, and all users in setup_actors");
    };
  }

  private static Optional<String> lostProblem(Status status) {
    if (status.usersLost() > 0) {
      return problem(
          "performance_schema had no room for %d users".formatted(status.usersLost()),
          "raise performance_schema_users_size (-1: by need) and restart the server");
    }
    if (status.threadsLost() > 0) {
      return problem(
          "performance_schema had no room for %d connections".formatted(status.threadsLost()),
          "raise performance_schema_max_thread_instances (-1: by need) and restart the server");
    }
    return Optional.empty();
  }

  /// A sentence for people: what is wrong and what helps.
  static String withRemedy(String problem, String remedy) {
    return problem + ". Remedy: " + remedy;
  }

  private static Optional<String> problem(String problem, String remedy) {
    return Optional.of(withRemedy(problem, remedy));
  }
}
