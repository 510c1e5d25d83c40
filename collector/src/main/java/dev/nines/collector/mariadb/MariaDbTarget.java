package dev.nines.collector.mariadb;

import java.time.Duration;
import java.util.function.Supplier;

/// One MariaDB or MySQL server to be measured, as configured.
///
/// @param server the name in the label `server` and in the ledger's baselines; stable
/// @param jdbcUrl `jdbc:mariadb://host:port/` with options such as `sslMode`, without user and
///   password
/// @param user the gateway's user on the server, with the grants of [MariaDbGrants]
/// @param password asked for at each connection, so that a rotated secret is taken up
/// @param attribution how a statement finds its tenant
/// @param threshold statements that take longer are over it; must equal the server's
///   `long_query_time`
/// @param interval how often totals and slow counts are read
/// @param ring how the ring is read
public record MariaDbTarget(
    String server,
    String jdbcUrl,
    String user,
    Supplier<String> password,
    Attribution attribution,
    Duration threshold,
    Duration interval,
    Ring ring) {

  /// How the ring of the last statements is read.
  ///
  /// @param enabled whether it is; always for [Attribution#SCHEMA]
  /// @param interval the shortest time from one reading to the next
  /// @param budgetRatio the share of one core that readings may cost the server; when they cost
  ///   more, they become rarer and the coverage says what was missed
  public record Ring(boolean enabled, Duration interval, double budgetRatio) {
    /// Each second, for at most 2 % of a core.
    public static final Ring DEFAULT = new Ring(true, Duration.ofSeconds(1), 0.02);

    public Ring {
      if (interval.compareTo(Duration.ofMillis(100)) < 0) {
        throw new IllegalArgumentException(
            "the ring's interval is %s, expected at least 100 ms".formatted(interval));
      }
      if (!(budgetRatio > 0 && budgetRatio <= 1)) {
        throw new IllegalArgumentException(
            "the ring's budget is %s, expected more than 0 and at most 1".formatted(budgetRatio));
      }
    }
  }

  /// The threshold that the design promises: 100 ms.
  public static final Duration DEFAULT_THRESHOLD = Duration.ofMillis(100);

  /// The usual time from one reading of the totals to the next.
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  public MariaDbTarget {
    if (!jdbcUrl.startsWith("jdbc:mariadb:")) {
      throw new IllegalArgumentException(
          "the URL of server %s must begin with jdbc:mariadb:".formatted(server));
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

  /// A server with one user per tenant, the usual threshold, interval and ring.
  public static MariaDbTarget of(
      String server, String jdbcUrl, String user, Supplier<String> password) {
    return new MariaDbTarget(
        server,
        jdbcUrl,
        user,
        password,
        Attribution.USER,
        DEFAULT_THRESHOLD,
        DEFAULT_INTERVAL,
        Ring.DEFAULT);
  }

  /// Whether the ring is read.
  public boolean readsRing() {
    return ring.enabled() || attribution == Attribution.SCHEMA;
  }

  @Override
  public String toString() {
    return "MariaDbTarget[" + server + "]";
  }
}
