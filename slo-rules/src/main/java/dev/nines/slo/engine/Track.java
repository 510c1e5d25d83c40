package dev.nines.slo.engine;

import dev.nines.slo.ledger.Entry;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Endurance;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.Yardstick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One objective of one tenant, and the series of the ledger that holds its counts; of a composite,
/// the tracks of its components instead.
final class Track {
  private static final int NO_SERIES = -1;

  /// See [#gathered].
  static final int NOTHING_GATHERED = -1;

  /// How long an objective stays frozen after its last contradictory reading.
  static final Duration FREEZE = Duration.ofMinutes(10);

  private final Yardstick yardstick;
  private final Tenant tenant;
  private final int series;
  private final List<Part> parts;
  private final Endurance endurance;
  private Instant frozenUntil = Instant.MIN;
  private long lastMinute = Long.MIN_VALUE;
  private boolean touched;
  private int gathered = NOTHING_GATHERED;
  private @Nullable Verdict verdict;
  private boolean firesAtOnce;
  private volatile long good;
  private volatile long bad;
  private volatile long doubtful;

  /// A component of a composite.
  record Part(Track track, double weight) {}

  Track(Yardstick yardstick, Tenant tenant, int series) {
    this(yardstick, tenant, series, List.of(), new Endurance());
  }

  /// A composite.
  Track(Yardstick yardstick, Tenant tenant, List<Part> parts) {
    this(yardstick, tenant, NO_SERIES, parts, new Endurance());
  }

  private Track(
      Yardstick yardstick, Tenant tenant, int series, List<Part> parts, Endurance endurance) {
    this.yardstick = yardstick;
    this.tenant = tenant;
    this.series = series;
    this.parts = List.copyOf(parts);
    this.endurance = endurance;
  }

  Objective objective() {
    return yardstick.objective();
  }

  /// What the tenant is held against.
  Yardstick yardstick() {
    return yardstick;
  }

  Tenant tenant() {
    return tenant;
  }

  /// The series; of no meaning for a composite.
  int series() {
    return series;
  }

  /// The series that this is judged by: its own, or those of the components.
  IntStream allSeries() {
    return isComposite()
        ? parts.stream().mapToInt(part -> part.track.series)
        : IntStream.of(series);
  }

  /// The components of a composite; empty for any other objective.
  List<Part> parts() {
    return parts;
  }

  boolean isComposite() {
    return series == NO_SERIES;
  }

  /// What was counted since the start. Any thread may ask, and may find a reading half counted.
  EventTotals totals() {
    return new EventTotals(objective(), tenant, good, bad, doubtful);
  }

  /// Counts events; for the engine's thread alone.
  @SuppressWarnings("NonAtomicVolatileUpdate") // which is why
  void count(long moreGood, long moreBad, long moreDoubtful) {
    if (moreGood != 0) {
      good += moreGood;
    }
    if (moreBad != 0) {
      bad += moreBad;
    }
    if (moreDoubtful != 0) {
      doubtful += moreDoubtful;
    }
  }

  void violatedAt(Instant at) {
    frozenUntil = at.plus(FREEZE);
    touched = true;
  }

  /// Notes what goes into the ledger. Another look at the same minute that saw no events changes
  /// nothing.
  void touch(Entry entry) {
    boolean events = entry.good() + entry.bad() + entry.doubtful() > 0;
    touched |= events || entry.isInterval() || entry.epochMinute() != lastMinute;
    lastMinute = entry.isInterval() ? Long.MIN_VALUE : entry.epochMinute();
  }

  /// Where the batch that is being gathered has its last entry of this, or [#NOTHING_GATHERED].
  int gathered() {
    return gathered;
  }

  void gathered(int index) {
    gathered = index;
  }

  /// Whether the verdict would still be the same, all that is common to all tracks being equal.
  boolean stands(Instant now) {
    Verdict last = verdict;
    return last != null
        && !touched
        && !isPartTouched()
        && frozenAt(now) == (last.state() == Verdict.State.FROZEN);
  }

  private boolean isPartTouched() {
    return isComposite() && parts.stream().anyMatch(part -> part.track.touched);
  }

  void judged(Verdict next) {
    verdict = next;
    firesAtOnce = Endurance.firesAtOnce(next);
  }

  /// The last verdict, with the tiers that have burned for long enough by now; only after
  /// [#judged].
  Verdict verdictAt(Instant now) {
    Verdict last = Objects.requireNonNull(verdict, "not judged yet");
    return firesAtOnce ? last : endurance.watch(last, now);
  }

  /// What was noted is judged, also by the composites that this is a part of.
  void settle() {
    touched = false;
  }

  boolean frozenAt(Instant now) {
    return frozenUntil.isAfter(now)
        || (isComposite() && parts.stream().anyMatch(part -> part.track.frozenAt(now)));
  }

  /// The same track for a tenant whose data changed, for example its tier.
  ///
  /// @param other what the tenant is held against from now on
  Track withTenant(Tenant changed, Yardstick other) {
    var track = new Track(other, changed, series, List.of(), endurance);
    track.frozenUntil = frozenUntil;
    track.count(good, bad, doubtful);
    return track;
  }
}
