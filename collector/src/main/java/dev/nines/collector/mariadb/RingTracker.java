package dev.nines.collector.mariadb;

import java.util.ArrayDeque;
import java.util.Deque;

/// Follows the ring from scan to scan: where the next one begins, and what share of the server's
/// statements the ring still held.
///
/// ## Edges
///
/// A statement enters the ring a moment after the time at which it says that it ended. So a scan
/// takes what ended up to 300 ms ago and leaves the rest to the next one. "Now" on the server's
/// timer is not asked for: what was seen in the ring when an answer arrived had ended before, which
/// bounds the distance between the two clocks from one side, the safe one.
///
/// ## Loss
///
/// The ring overwrites its oldest rows. As long as a row from before the last edge is left in it,
/// nothing behind that edge is lost. In the ring of a server that has just started there may be no
/// such row yet; then it cannot be asked for. Independently, the server's own count of the same
/// statements says how many should have come by. It is read before and after the scan; of every
/// doubt the side is taken on which nothing was lost, so what is called missing is missing.
final class RingTracker {
  private static final long PICOS_PER_NANO = 1_000;
  private static final long LATE_ENTRY_PICOS = 300_000_000_000L;
  private static final double CLOCK_DRIFT_RATIO = 1e-4;
  private static final int SCANS_IN_COVERAGE = 60;
  private static final long ALWAYS_TOLERATED = 3;
  private static final double TOLERATED_RATIO = 0.001;

  private final long countedAtStart;
  private final long inRingAtStart;
  private final Deque<Held> recent = new ArrayDeque<>();
  private long edge;
  private double clockOffsetPicos;
  private long clockSetNanos;
  private long countedBefore;
  private long taken;
  private long missedSoFar;
  private boolean holdsWitness;

  /// What one scan says about the scan before it and itself.
  ///
  /// @param taken statements in the window
  /// @param missed statements that came by and were gone, at least
  /// @param whole whether the window holds every statement, within tolerance
  record Held(long taken, long missed, boolean whole) {}

  /// Follows from a first scan on, whose both edges were `edge`.
  RingTracker(RingScan first, long edge, long receivedNanos) {
    this.countedAtStart = first.countedAfter();
    this.countedBefore = first.countedBefore();
    this.inRingAtStart = first.younger();
    this.holdsWitness = first.older() > 0;
    this.edge = edge;
    this.clockOffsetPicos = offset(first.newestEnd(), receivedNanos);
    this.clockSetNanos = receivedNanos;
  }

  /// Where a first scan begins when the newest statement ended at `newestEnd`.
  static long firstEdge(long newestEnd) {
    return Math.max(0, newestEnd - LATE_ENTRY_PICOS);
  }

  /// The last scan's edge.
  long edge() {
    return edge;
  }

  /// The edge of a scan that begins now.
  long nextEdge(long nowNanos) {
    double now = (double) nowNanos * PICOS_PER_NANO + offsetAt(nowNanos);
    return Math.max(edge, (long) (now - LATE_ENTRY_PICOS));
  }

  /// Whether a scan continues this one: the server's count did not begin again.
  boolean continuedBy(RingScan scan) {
    return scan.countedBefore() >= countedBefore;
  }

  /// Takes the scan up to `upTo`, received at `receivedNanos`.
  Held accept(RingScan scan, long upTo, long receivedNanos) {
    long inWindow = scan.inWindow();
    taken += inWindow;
    long cameBy = scan.countedBefore() - countedAtStart;
    long missing = Math.max(0, cameBy - (taken + scan.younger() - inRingAtStart));
    long newlyMissed = Math.max(0, missing - missedSoFar);
    missedSoFar += newlyMissed;
    edge = upTo;
    countedBefore = scan.countedBefore();
    clockOffsetPicos = Math.max(offsetAt(receivedNanos), offset(scan.newestEnd(), receivedNanos));
    clockSetNanos = receivedNanos;
    double tolerated = Math.max(ALWAYS_TOLERATED, TOLERATED_RATIO * (inWindow + scan.younger()));
    boolean overrun = holdsWitness && scan.older() == 0;
    var held = new Held(inWindow, newlyMissed, !overrun && newlyMissed <= tolerated);
    holdsWitness = scan.older() + inWindow > 0;
    recent.addLast(held);
    if (recent.size() > SCANS_IN_COVERAGE) {
      recent.removeFirst();
    }
    return held;
  }

  /// The share of the statements of the last scans that the ring still held.
  double coverageRatio() {
    long held = recent.stream().mapToLong(Held::taken).sum();
    long missed = recent.stream().mapToLong(Held::missed).sum();
    return held + missed == 0 ? 1 : (double) held / (held + missed);
  }

  private double offsetAt(long nanos) {
    return clockOffsetPicos - (nanos - clockSetNanos) * CLOCK_DRIFT_RATIO * PICOS_PER_NANO;
  }

  private static double offset(long newestEndPicos, long receivedNanos) {
    return newestEndPicos - (double) receivedNanos * PICOS_PER_NANO;
  }
}
