package dev.nines.slo.ledger;

import java.time.Duration;

/// How a [Ledger] keeps its books.
///
/// @param grace how long after its end a minute still takes entries; what comes later is a
///   restatement. Must stay the same over the life of a ledger: it decides when a minute became
///   record
/// @param retention how long minutes, intervals and latencies are kept
/// @param baselineRetention how long the baseline of a counter that is no longer read is kept
/// @param backlogBytes how much may wait in memory for a failing disk; what exceeds it still counts
///   in running sums but never becomes record
/// @param lateRowsInMemory how many restatements and intervals may wait in memory for the next seal
public record LedgerOptions(
    Duration grace,
    Duration retention,
    Duration baselineRetention,
    long backlogBytes,
    int lateRowsInMemory) {

  /// Two minutes of grace, 13 months of retention.
  public static final LedgerOptions DEFAULTS =
      new LedgerOptions(
          Duration.ofMinutes(2), Duration.ofDays(397), Duration.ofDays(7), 256L << 20, 250_000);

  public LedgerOptions {
    if (grace.isNegative() || grace.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("the grace is %s, expected 0 to 1 hour".formatted(grace));
    }
    if (retention.compareTo(Duration.ofHours(2)) < 0) {
      throw new IllegalArgumentException(
          "the retention is %s, expected at least 2 hours".formatted(retention));
    }
  }

  /// The same with another retention.
  public LedgerOptions withRetention(Duration changed) {
    return new LedgerOptions(grace, changed, baselineRetention, backlogBytes, lateRowsInMemory);
  }
}
