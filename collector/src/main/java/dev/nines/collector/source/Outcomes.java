package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a reading found into observations, and hands them on.
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
  private static final String UP = "up";

  private final Consumer<Observation> sink;
  private final Reference reference;

  Outcomes(Consumer<Observation> sink, Reference reference) {
    this.sink = sink;
    this.reference = reference;
  }

  /// The observation of a run; asks the reference before it blames the target, so it may block.
  Observation of(Run run, Reading found) {
    Reading reading = found;
    if (found instanceof Reading.Unreachable(String reason) && !reference.isReachable()) {
      reading = new Reading.Blind("the reference is unreachable too: " + reason);
    }
    return of(run.source, run.at, reading);
  }

  static Observation of(Source source, Instant at, Reading reading) {
    return new Observation(source.kind(), source.target(), at, reading);
  }

  void emit(Observation observation) {
    guarded("sink", () -> sink.accept(observation));
  }

  void emitWithUp(Run run, Observation observation) {
    emit(observation);
    switch (observation.reading()) {
      case Reading.Complete _, Reading.Partial _ -> emitUp(run, 1);
      case Reading.Unreachable _ -> emitUp(run, 0);
      case Reading.Blind _ -> {}
    }
  }

  private void emitUp(Run run, double value) {
    Source source = run.source;
    source.up().ifPresent(series -> emit(upObservation(source, run.at, series, value)));
  }

  private static Observation upObservation(Source source, Instant at, Series up, double value) {
    var whole = new Reading.Complete(List.of(new Sample(up, value)), List.of());
    return new Observation(UP, source.kind() + ":" + source.target(), at, whole);
  }

  /// What others give us must not stop the schedule.
  static void guarded(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("A {} of the source scheduler failed", what, e);
    }
  }
}
