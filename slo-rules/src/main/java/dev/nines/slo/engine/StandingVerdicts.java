package dev.nines.slo.engine;

import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The verdicts of the last tick, of which only those are made anew whose figures can be others.
///
/// Windows move by whole minutes and a minute closes when another one begins. So within a minute a
/// verdict can change only by what its own series counted, or by a contradiction; everything else
/// that a figure depends on ([Ground]) has all of them judged. For the engine's thread alone.
final class StandingVerdicts {
  /// How many promises a thread judges at a time; fewer are not worth a second thread.
  private static final int TRACKS_AT_ONCE = 4096;

  private Ground ground = new Ground(Long.MIN_VALUE, Long.MIN_VALUE, 0);
  private List<Track> tracks = List.of();

  /// What all figures stand on.
  ///
  /// @param minute the minute that runs
  /// @param closedUntil the first minute that is open
  /// @param damages places of the ledger that cannot be read any more
  private record Ground(long minute, long closedUntil, int damages) {
    static Ground of(Ledger ledger) {
      return new Ground(
          Math.floorDiv(ledger.clockMillis(), 60_000L),
          ledger.closedUntil(),
          ledger.damages().size());
    }
  }

  /// The next tick judges all.
  void forget() {
    ground = new Ground(Long.MIN_VALUE, Long.MIN_VALUE, 0);
  }

  /// Has these judged from now on.
  ///
  /// @param next a list that is never changed, but replaced by another one
  /// @return whether they are others than before
  @SuppressWarnings("ReferenceEquality") // ten thousands need not be compared one by one
  boolean concern(List<Track> next) {
    boolean changed = next != tracks;
    tracks = next;
    return changed;
  }

  /// The verdicts of all tracks at an instant.
  ///
  /// @param judge may be called from several threads at once, for different tracks
  List<Verdict> all(Ledger ledger, Instant now, Function<Track, Verdict> judge) {
    Ground here = Ground.of(ledger);
    boolean all = !here.equals(ground);
    ground = here;
    List<Track> due = tracks.stream().filter(track -> all || !track.stands(now)).toList();
    IntStream.range(0, Math.ceilDiv(due.size(), TRACKS_AT_ONCE))
        .parallel()
        .mapToObj(chunk -> chunk(due, chunk))
        .forEach(tracks -> tracks.forEach(track -> track.judged(judge.apply(track))));
    tracks.forEach(Track::settle);
    var verdicts = new Verdict[tracks.size()];
    Arrays.setAll(verdicts, i -> tracks.get(i).verdictAt(now));
    return List.of(verdicts);
  }

  private static List<Track> chunk(List<Track> tracks, int chunk) {
    int from = chunk * TRACKS_AT_ONCE;
    return tracks.subList(from, Math.min(tracks.size(), from + TRACKS_AT_ONCE));
  }
}
