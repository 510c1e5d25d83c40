package dev.nines.collector.forward;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Turns observations into requests of remote write.
///
/// What a source counts from reading to reading is added up, since Prometheus knows running totals
/// only. A series that a target no longer has, and every series of a target that cannot be read or
/// is no target any more, gets one mark that it has ended. Values that are not newer than the one
/// before are left out, for a receiver would refuse them.
///
/// Safe between threads.
public final class RemoteWriteFeed {
  private static final int MOST_SAMPLES = 2000;
  private static final int MOST_WAITING = 500_000;
  private static final int MOST_SERIES = 2_000_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration METADATA_EVERY = Duration.ofMinutes(10);

  private final RemoteWriteEncoder encoder;
  private final Predicate<Series> selected;
  private final Predicate<Observation> reportsAll;
  private final InstantSource clock;
  private final Consumer<byte[]> out;
  private final Runnable lost;
  private final Map<Series, Track> tracks = new HashMap<>();
  private final Map<String, Set<Series>> present = new HashMap<>();
  private final List<RemoteSample> waiting = new ArrayList<>();
  private Instant waitingSince = Instant.MAX;
  private final Set<String> told = new HashSet<>();
  private Instant toldSince = Instant.MIN;

  private static final class Track {
    private final boolean chosen;
    private double total;
    private long lastMillis = Long.MIN_VALUE;

    private Track(boolean chosen) {
      this.chosen = chosen;
    }
  }

  /// @param selected the series that are to be written
  /// @param reportsAll whether an observation has all series of its target, so that one that is not
  ///   in it has ended
  /// @param out takes a packed request
  /// @param lost told of each sample that was not taken because too many waited
  RemoteWriteFeed(
      RemoteWriteEncoder encoder,
      Predicate<Series> selected,
      Predicate<Observation> reportsAll,
      InstantSource clock,
      Consumer<byte[]> out,
      Runnable lost) {
    this.encoder = encoder;
    this.selected = selected;
    this.reportsAll = reportsAll;
    this.clock = clock;
    this.out = out;
    this.lost = lost;
  }

  /// Whether a series is written, so that sources keep it.
  public boolean wants(Series series) {
    return selected.test(series);
  }

  /// Takes an observation. Never touches the disk: the thread of a source may be interrupted, and
  /// that would close the queue's file.
  public synchronized void accept(Observation observation) {
    String target = observation.source() + "/" + observation.target();
    long millis = observation.at().toEpochMilli();
    switch (observation.reading()) {
      case Reading.Complete(List<Sample> samples, _) -> {
        var now = new HashSet<Series>();
        samples.forEach(sample -> add(sample, millis, now));
        if (reportsAll.test(observation)) {
          endMissing(target, now, millis);
        }
      }
      case Reading.Unreachable _, Reading.Partial _, Reading.Blind _ ->
          endMissing(target, Set.of(), millis);
    }
  }

  /// Notes that a target is read no more, since it was removed: its series end.
  synchronized void ended(String source, String target) {
    endMissing(source + "/" + target, Set.of(), clock.millis());
  }

  private void add(Sample sample, long millis, Set<Series> now) {
    Track track = tracks.get(sample.series());
    if (track == null) {
      if (tracks.size() >= MOST_SERIES) {
        tracks.clear();
      }
      track = new Track(selected.test(sample.series()));
      tracks.put(sample.series(), track);
    }
    if (!track.chosen) {
      return;
    }
    now.add(sample.series());
    double value =
        sample.series().kind() == SampleKind.DELTA ? track.total + sample.value() : sample.value();
    // One of the many NaNs says that a series has ended, so any other is written as the usual one.
    track.total = Double.isNaN(value) ? Double.NaN : value;
    if (millis > track.lastMillis) {
      track.lastMillis = millis;
      write(new RemoteSample(sample.series(), track.total, millis));
    }
  }

  private void endMissing(String target, Set<Series> now, long millis) {
    Set<Series> before = now.isEmpty() ? present.remove(target) : present.put(target, now);
    if (before == null) {
      return;
    }
    for (Series series : before) {
      Track track = tracks.get(series);
      if (!now.contains(series) && track != null && millis > track.lastMillis) {
        track.lastMillis = millis;
        write(new RemoteSample(series, RemoteSample.STALE, millis));
      }
    }
  }

  private void write(RemoteSample sample) {
    if (waiting.isEmpty()) {
      waitingSince = clock.instant();
    }
    if (waiting.size() < MOST_WAITING) {
      waiting.add(sample);
    } else {
      lost.run();
    }
  }

  /// Hands over what waits, if it is much or has waited long enough; to be called now and then, by
  /// one thread that is not interrupted.
  public void flushIfDue() {
    if (isDue()) {
      flush();
    }
  }

  private synchronized boolean isDue() {
    return waiting.size() >= MOST_SAMPLES
        || (!waiting.isEmpty() && !clock.instant().isBefore(waitingSince.plus(LONGEST_WAIT)));
  }

  /// Hands over what waits. Meanwhile more may be added.
  public void flush() {
    List<RemoteSample> taken = takeWaiting();
    for (int from = 0; from < taken.size(); from += MOST_SAMPLES) {
      List<RemoteSample> part = taken.subList(from, Math.min(taken.size(), from + MOST_SAMPLES));
      out.accept(encoder.encode(part, this::isToTell));
    }
  }

  private synchronized List<RemoteSample> takeWaiting() {
    List<RemoteSample> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /// Whether a metric was not told of for a while.
  private synchronized boolean isToTell(String metric) {
    Instant now = clock.instant();
    if (toldSince.isBefore(now.minus(METADATA_EVERY))) {
      told.clear();
      toldSince = now;
    }
    return told.add(metric);
  }
}
