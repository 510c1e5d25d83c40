package dev.nines.slo.engine;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.sli.Baseline;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Contributions;
import dev.nines.slo.sli.Selection;
import dev.nines.slo.sli.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers the observations of one tick into one batch of the ledger.
final class BatchBuilder {
  /// Up to this distance between two readings an increase belongs to the minute in which it was
  /// read: a minute plus one tick. What lies further apart is an interval observation (design 3.5).
  static final Duration LONGEST_PLAIN_GAP = Duration.ofSeconds(75);

  private final Roster roster;
  private final Instant now;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Track> tracks = new ArrayList<>();
  private final List<Baseline> baselines = new ArrayList<>();
  private final List<LatencyDelta> latencies = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private int quarantined;

  BatchBuilder(Roster roster, Instant now) {
    this.roster = roster;
    this.now = now;
  }

  void add(Observation observation, Selection selection) {
    if (!(observation.reading() instanceof Reading.Complete complete)) {
      return; // the minute stays unmeasured unless another reading covers it
    }
    Contributions contributions = selection.accept(observation);
    baselines.addAll(contributions.changedBaselines());
    contributions.violations().forEach(this::add);
    contributions.counts().forEach(this::add);
    latencies.addAll(complete.latencies());
  }

  private void add(Violation violation) {
    violations.add(violation);
    Track track = roster.find(violation.objective(), violation.group());
    if (track != null) {
      track.violatedAt(now);
    }
  }

  private void add(Contribution contribution) {
    @Nullable Track track =
        roster.findOrBegin(contribution.objective(), contribution.group(), contribution.at());
    if (track == null) {
      quarantined++;
      return;
    }
    track.count(contribution.good(), contribution.bad(), contribution.doubtful());
    long minute = Math.floorDiv(contribution.at().getEpochSecond(), 60L);
    var entry =
        new Entry(
            track.series(),
            minute,
            spanMinutes(contribution, minute),
            contribution.good(),
            contribution.bad(),
            contribution.doubtful());
    track.touch(entry);
    gather(track, entry);
  }

  /// Lets the tracks forget what was gathered here; to be called whatever became of it.
  void release() {
    tracks.forEach(track -> track.gathered(Track.NOTHING_GATHERED));
  }

  /// Adds an entry, to the one before it if both are of the same minutes. Each track knows where
  /// its last one is: a map of a million places would cost as much as all else here.
  private void gather(Track track, Entry entry) {
    int last = track.gathered();
    boolean known = last != Track.NOTHING_GATHERED;
    if (known && isOfSameMinutes(entries.get(last), entry)) {
      entries.set(last, sum(entries.get(last), entry));
      return;
    }
    if (!known) {
      tracks.add(track);
    }
    track.gathered(entries.size());
    entries.add(entry);
  }

  private static boolean isOfSameMinutes(Entry one, Entry other) {
    return one.epochMinute() == other.epochMinute() && one.spanMinutes() == other.spanMinutes();
  }

  private static int spanMinutes(Contribution contribution, long minute) {
    Duration gap = Duration.between(contribution.since(), contribution.at());
    if (gap.compareTo(LONGEST_PLAIN_GAP) <= 0) {
      return 1;
    }
    long first = Math.floorDiv(contribution.since().getEpochSecond(), 60L);
    return Math.toIntExact(minute - first + 1);
  }

  private static Entry sum(Entry one, Entry other) {
    return new Entry(
        one.series(),
        one.epochMinute(),
        one.spanMinutes(),
        one.good() + other.good(),
        one.bad() + other.bad(),
        one.doubtful() + other.doubtful());
  }

  Batch build() {
    return new Batch(now, entries, baselines, latencies);
  }

  int quarantined() {
    return quarantined;
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }
}
