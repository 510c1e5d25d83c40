package dev.nines.slo.engine;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import java.time.Duration;
import java.time.Instant;

/// One objective of one tenant, and the series of the ledger that holds its counts.
final class Track {
  /// How long an objective stays frozen after its last contradictory reading.
  static final Duration FREEZE = Duration.ofMinutes(10);

  private final Objective objective;
  private final Tenant tenant;
  private final int series;
  private Instant lastViolation = Instant.MIN;
  private volatile EventTotals totals;

  Track(Objective objective, Tenant tenant, int series) {
    this.objective = objective;
    this.tenant = tenant;
    this.series = series;
    this.totals = new EventTotals(objective, tenant, 0, 0, 0);
  }

  Objective objective() {
    return objective;
  }

  Tenant tenant() {
    return tenant;
  }

  int series() {
    return series;
  }

  /// What was counted since the start. Any thread may ask.
  EventTotals totals() {
    return totals;
  }

  /// Counts events; for the engine's thread alone.
  void count(long good, long bad, long doubtful) {
    EventTotals before = totals;
    totals =
        new EventTotals(
            objective,
            tenant,
            before.good() + good,
            before.bad() + bad,
            before.doubtful() + doubtful);
  }

  void violatedAt(Instant at) {
    lastViolation = at;
  }

  boolean frozenAt(Instant now) {
    return lastViolation.isAfter(now.minus(FREEZE));
  }

  /// The same track for a tenant whose data changed, for example its tier.
  Track withTenant(Tenant changed) {
    var track = new Track(objective, changed, series);
    track.lastViolation = lastViolation;
    track.count(totals.good(), totals.bad(), totals.doubtful());
    return track;
  }
}
