package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One source with its schedule and its record. Guarded by the scheduler's lock.
final class Lane {
  private Source source;
  private Timetable timetable;
  Instant due;
  @Nullable Run run;
  boolean waiting;
  boolean retired;

  private SourceHealth.State state = SourceHealth.State.STARTING;
  private Optional<Instant> lastReadAt = Optional.empty();
  private Optional<Instant> lastCompleteAt = Optional.empty();
  private String reason = "";
  private long readings;
  private long failures;
  private long timeouts;
  private long skipped;
  private Duration lastTook = Duration.ZERO;

  /// A lane whose first reading does not wait for the grid: that of a counter is only its baseline.
  Lane(Source source, Instant beginning) {
    this.source = source;
    this.timetable = Timetable.of(source.kind(), source.target(), source.interval());
    this.due = beginning;
  }

  Source source() {
    return source;
  }

  /// Goes on with a changed configuration of the same target.
  void replaceSource(Source changed) {
    source = changed;
    timetable = Timetable.of(changed.kind(), changed.target(), changed.interval());
  }

  /// How long a reading may take; never more than until the next one.
  Duration timeout() {
    return source.timeout().compareTo(source.interval()) < 0 ? source.timeout() : source.interval();
  }

  /// Puts the lane on its grid; the second reading leaves the first one time to end.
  void scheduleAfter(Instant now) {
    due = timetable.after(lastReadAt.isEmpty() ? now.plus(timeout()) : now);
  }

  boolean isDueTooFarFrom(Instant now) {
    return timetable.isTooFar(due, now);
  }

  boolean isBusy() {
    return waiting || run != null;
  }

  void record(Observation observation, Duration took) {
    readings++;
    lastReadAt = Optional.of(observation.at());
    lastTook = took;
    switch (observation.reading()) {
      case Reading.Complete _ -> {
        state = SourceHealth.State.OK;
        reason = "";
        lastCompleteAt = lastReadAt;
      }
      case Reading.Unreachable failed -> failed(SourceHealth.State.UNREACHABLE, failed.reason());
      case Reading.Blind failed -> failed(SourceHealth.State.BLIND, failed.reason());
      case Reading.Partial failed -> failed(SourceHealth.State.PARTIAL, failed.reason());
    }
  }

  void countTimeout() {
    timeouts++;
  }

  /// Notes that the source could not be read although it was due: nobody is to blame for that.
  Observation skip(Instant now, int maxAtOnce) {
    String why =
        waiting
            ? "not read: %d %s readings run already".formatted(maxAtOnce, source.kind())
            : "not read: the last reading has not ended";
    var observation = Outcomes.of(source, now, new Reading.Blind(why));
    skipped++;
    record(observation, Duration.ZERO);
    return observation;
  }

  private void failed(SourceHealth.State failure, String why) {
    failures++;
    state = failure;
    reason = why;
  }

  SourceHealth health() {
    return new SourceHealth(
        source.kind(),
        source.target(),
        source.interval(),
        state,
        lastReadAt,
        lastCompleteAt,
        reason,
        readings,
        failures,
        timeouts,
        skipped,
        lastTook);
  }
}
