package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A scheduler whose clock and threads the test drives: a reading runs when the test says so.
final class SchedulerRig {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final TestClock clock = TestClock.at(START);
  final List<Observation> seen = new ArrayList<>();
  final List<Instant> rounds = new ArrayList<>();
  final Queue<Runnable> tasks = new ArrayDeque<>();
  final SourceScheduler scheduler;
  private long nanosAhead;

  SchedulerRig(int maxAtOnce, Reference reference) {
    scheduler =
        new SourceScheduler(
            clock,
            () -> ChronoUnit.NANOS.between(START, clock.instant()) + nanosAhead,
            tasks::add,
            new Outcomes(seen::add, reference),
            rounds::add,
            new SchedulerSettings(maxAtOnce, Duration.ofSeconds(1)));
  }

  static SchedulerRig of(FakeSource... sources) {
    var rig = new SchedulerRig(10, Reference.NONE);
    rig.scheduler.replace(List.of(sources));
    return rig;
  }

  /// Sets the wall clock without any time passing.
  void setWallClock(Instant to) {
    nanosAhead += ChronoUnit.NANOS.between(to, clock.instant());
    clock.set(to);
  }

  /// Lets time pass second by second, each reading ending within its second.
  void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      step();
      clock.advance(Duration.ofSeconds(1));
    }
    step();
  }

  /// Starts what is due and runs it to its end.
  void step() {
    scheduler.tick();
    runTasks();
    scheduler.tick();
  }

  void runTasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run();
    }
  }

  List<Reading> readingsOf(String target) {
    return seen.stream()
        .filter(observation -> observation.target().equals(target))
        .map(Observation::reading)
        .toList();
  }

  SourceHealth health(String target) {
    return scheduler.health().stream()
        .filter(health -> health.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
