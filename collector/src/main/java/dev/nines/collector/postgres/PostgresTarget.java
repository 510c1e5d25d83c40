package dev.nines.collector.postgres;

import java.time.Duration;
import java.util.function.Supplier;

/// One PostgreSQL server to be measured, as configured.
///
/// @param server the name in the label `server` and in the ledger's baselines; stable
/// @param jdbcUrl `jdbc:postgresql://host:port/database` with options such as `sslmode`, without
///   user and password; the database is the one in which `pg_stat_statements` was created, and
///   where tenants have schemas, the one that holds these
/// @param user the gateway's role on the server, as [PostgresRole] makes it
/// @param password asked for at each connection, so that a rotated secret is taken up
/// @param threshold statements that take longer are over it
/// @param interval how often statements and levels are read, at least 1 s; the shorter, the fewer
///   statements are in doubt
public record PostgresTarget(
    String server,
    String jdbcUrl,
    String user,
    Supplier<String> password,
    Duration threshold,
    Duration interval) {

  public PostgresTarget {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the URL of server %s must begin with jdbc:postgresql:".formatted(server));
    }
    if (threshold.isNegative() || threshold.isZero()) {
      throw new IllegalArgumentException(
          "the threshold of server %s is %s, expected more than 0".formatted(server, threshold));
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "the interval of server %s is %s, expected at least 1 s".formatted(server, interval));
    }
  }

  @Override
  public String toString() {
    return "PostgresTarget[" + server + "]";
  }
}
