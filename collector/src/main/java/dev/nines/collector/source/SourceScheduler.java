package dev.nines.collector.source;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Reads every source on its own schedule and hands each outcome on, exactly one observation per
/// interval and source. Safe between threads.
///
/// A source is read at once when it is new (many new ones in short steps) and then on a grid of its
/// interval, at an offset that depends on its name alone. Every reading has a virtual thread of its
/// own. One that takes longer than the timeout is interrupted and counts as unreachable; one that
/// does not end even then makes the next ones blind (we did not look), they never pile up. Of one
/// kind only so many run at once.
///
/// Before a target is blamed the [Reference] is asked: if that is unreachable too, the observation
/// is blind. Failing targets are read each interval like the others, since their badness has to be
/// counted; a source whose connection is expensive backs off inside.
public final class SourceScheduler implements AutoCloseable {
  /// The clock may be set: look again from time to time even if nothing seems to be due.
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Executor threads;
  private final Outcomes outcomes;
  private final Consumer<Instant> roundCompleted;
  private final SchedulerSettings settings;

  private final ReentrantLock lock = new ReentrantLock();
  private final Lanes lanes = new Lanes();
  private final Pools pools;
  private final Rounds rounds;
  private final PriorityQueue<Run> deadlines =
      new PriorityQueue<>(Comparator.comparingLong(Run::deadlineNanos));

  /// Readings whose outcome is known but not handed on yet.
  private int unfinished;

  private final Pacer pacer = new Pacer(this::tick);
  private boolean closed;

  /// @param clock the time of observations and schedules
  /// @param sink takes each observation, on whatever thread; must be quick and not throw
  /// @param reference asked before a target is blamed
  /// @param roundCompleted told that observations have arrived and nothing more is running, or that
  ///   the oldest of them has waited for [SchedulerSettings#roundDelay()]; must be quick
  public SourceScheduler(
      InstantSource clock,
      Consumer<Observation> sink,
      Reference reference,
      Consumer<Instant> roundCompleted,
      SchedulerSettings settings) {
    this(
        clock,
        System::nanoTime,
        task -> Thread.ofVirtual().name("source-reading").start(task),
        new Outcomes(sink, reference),
        roundCompleted,
        settings);
  }

  SourceScheduler(
      InstantSource clock,
      LongSupplier nanos,
      Executor threads,
      Outcomes outcomes,
      Consumer<Instant> roundCompleted,
      SchedulerSettings settings) {
    this.clock = clock;
    this.nanos = nanos;
    this.threads = threads;
    this.outcomes = outcomes;
    this.roundCompleted = roundCompleted;
    this.settings = settings;
    this.pools = new Pools(settings.maxAtOncePerKind());
    this.rounds = new Rounds(settings.roundDelay().toNanos());
  }

  /// Begins to read, on a thread of its own.
  public void start() {
    pacer.start();
  }

  /// Makes these the sources: new ones are read at once, those that are gone are stopped and
  /// closed, and of those that stay (same kind and target) schedule and counts go on.
  ///
  /// @throws IllegalArgumentException if two have the same kind and target; nothing is changed then
  public void replace(Collection<? extends Source> sources) {
    var gone = new ArrayList<Source>();
    locked(
        () -> {
          gone.addAll(lanes.replace(closed ? List.of() : sources, clock.instant()));
          pacer.wake();
        });
    gone.forEach(SourceScheduler::close);
  }

  /// How every source is doing, in the order in which they were first given.
  public List<SourceHealth> health() {
    lock.lock();
    try {
      return lanes.health();
    } finally {
      lock.unlock();
    }
  }

  /// Stops reading. Readings that run are interrupted; their outcome is not handed on.
  @Override
  public void close() {
    locked(() -> closed = true);
    replace(List.of());
    pacer.close();
  }

  /// Starts what is due, stops what takes too long, says when a round is through.
  ///
  /// @return nanoseconds until there may be more to do
  long tick() {
    List<Observation> skipped;
    boolean announce;
    long waitNanos;
    lock.lock();
    try {
      Instant now = clock.instant();
      long nowNanos = nanos.getAsLong();
      stopOverdue(nowNanos);
      skipped = queueDue(now);
      pools.takeReady().forEach(lane -> begin(lane, now, nowNanos));
      announce = rounds.endIfThrough(pools.size() == 0 && unfinished == 0, nowNanos);
      waitNanos = nanosToNext(now, nowNanos);
    } finally {
      lock.unlock();
    }
    skipped.forEach(outcomes::emit);
    if (announce) {
      Outcomes.guarded("round callback", () -> roundCompleted.accept(clock.instant()));
    }
    return waitNanos;
  }

  private void stopOverdue(long nowNanos) {
    Run run;
    while ((run = deadlines.peek()) != null && (run.ended || run.deadlineNanos() <= nowNanos)) {
      deadlines.poll();
      if (!run.settled) {
        Run late = run;
        late.lane.countTimeout();
        late.interrupt();
        settle(late);
        String reason =
            "no answer within "
                + (late.deadlineNanos() - late.startedNanos) / NANOS_PER_MILLI
                + " ms";
        // On a thread of its own, because it may have to wait for the reference.
        threads.execute(() -> finish(late, new Reading.Unreachable(reason)));
      }
    }
  }

  private List<Observation> queueDue(Instant now) {
    var skipped = new ArrayList<Observation>();
    for (Lane lane : lanes.takeDue(now)) {
      if (lane.isBusy()) {
        skipped.add(lane.skip(now, settings.maxAtOncePerKind()));
        arrived(lane.source(), nanos.getAsLong());
      } else {
        pools.add(lane);
      }
    }
    return skipped;
  }

  private void begin(Lane lane, Instant now, long nowNanos) {
    var run = new Run(lane, now, nowNanos);
    lane.run = run;
    deadlines.add(run);
    threads.execute(() -> perform(run));
  }

  private void perform(Run run) {
    Reading reading = run.read();
    boolean timedOut;
    lock.lock();
    try {
      run.ended = true;
      timedOut = run.settled;
      if (timedOut) {
        release(run);
      } else {
        settle(run);
      }
    } finally {
      lock.unlock();
    }
    if (!timedOut) {
      finish(run, reading);
    }
  }

  /// The outcome of a run is known, others of its kind may start; the lock is held.
  private void settle(Run run) {
    run.settled = true;
    unfinished++;
    pools.release(run.source.kind());
  }

  private void finish(Run run, Reading found) {
    Observation observation = outcomes.of(run, found);
    if (recorded(run, observation)) {
      outcomes.emitWithUp(run, observation);
    }
    locked(
        () -> {
          run.emitted = true;
          unfinished--;
          release(run);
        });
  }

  private boolean recorded(Run run, Observation observation) {
    lock.lock();
    try {
      if (run.lane.retired) {
        return false;
      }
      long nowNanos = nanos.getAsLong();
      run.lane.record(observation, Duration.ofNanos(nowNanos - run.startedNanos));
      arrived(run.source, nowNanos);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Source source, long nowNanos) {
    if (source.opensRound()) {
      rounds.observationArrived(nowNanos);
    }
  }

  /// Frees the lane once the run is over in both respects, so that observations of one target never
  /// overtake each other; the lock is held.
  private void release(Run run) {
    if (run.ended && run.emitted) {
      run.lane.run = null;
      if (run.lane.retired || !run.lane.source().equals(run.source)) {
        threads.execute(() -> close(run.source));
      }
    }
    pacer.wake();
  }

  private long nanosToNext(Instant now, long nowNanos) {
    Run run = deadlines.peek();
    long toDeadline = run == null ? LONGEST_WAIT_NANOS : run.deadlineNanos() - nowNanos;
    long toNext = Math.min(lanes.nanosToNext(now), rounds.nanosToEnd(nowNanos));
    return Math.clamp(Math.min(toDeadline, toNext), 0, LONGEST_WAIT_NANOS);
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private static void close(Source source) {
    Outcomes.guarded("source's close", source::close);
  }
}
