package dev.nines.collector.source;

/// Decides when enough observations have come together to be worth an evaluation. Guarded by the
/// scheduler's lock.
final class Rounds {
  private final long delayNanos;
  private boolean open;
  private long openSinceNanos;

  Rounds(long delayNanos) {
    this.delayNanos = delayNanos;
  }

  void observationArrived(long nowNanos) {
    if (!open) {
      open = true;
      openSinceNanos = nowNanos;
    }
  }

  /// Whether the round is through, which ends it: nothing else is coming, or the first observation
  /// has waited long enough.
  boolean endIfThrough(boolean idle, long nowNanos) {
    boolean through = open && (idle || nanosToEnd(nowNanos) <= 0);
    open &= !through;
    return through;
  }

  /// Until the open round ends at the latest.
  long nanosToEnd(long nowNanos) {
    return open ? openSinceNanos + delayNanos - nowNanos : Long.MAX_VALUE;
  }
}
