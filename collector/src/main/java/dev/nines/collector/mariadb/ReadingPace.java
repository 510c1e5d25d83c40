package dev.nines.collector.mariadb;

/// How often something dear may be read, so that reading it costs the server no more than a share
/// of one core: the ring, and the totals of a MySQL. The cost is taken from how long readings take
/// here, which is never less than what they cost there.
final class ReadingPace {
  private static final double WEIGHT_OF_NEWEST = 0.3;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  /// A scheduler's grid is kept a little early rather than missed by a hair.
  private static final double EARLY_RATIO = 0.1;

  private final long intervalNanos;
  private final double budgetRatio;
  private double costNanos;
  private boolean started;
  private long notBefore;

  ReadingPace(MariaDbTarget.Ring ring) {
    this.intervalNanos = ring.interval().toNanos();
    this.budgetRatio = ring.budgetRatio();
  }

  boolean due(long nowNanos) {
    return !started || nowNanos - notBefore >= 0;
  }

  /// Notes a reading.
  void took(long startedNanos, long endedNanos) {
    long took = endedNanos - startedNanos;
    costNanos = started ? costNanos + WEIGHT_OF_NEWEST * (took - costNanos) : took;
    started = true;
    double pause = Math.max(intervalNanos * (1 - EARLY_RATIO), costNanos / budgetRatio);
    notBefore = startedNanos + (long) Math.min(pause, LONGEST_PAUSE_NANOS);
  }

  /// What a reading costs, on average, in seconds.
  double costSeconds() {
    return costNanos / 1e9;
  }
}
