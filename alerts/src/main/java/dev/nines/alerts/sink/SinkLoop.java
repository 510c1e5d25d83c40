package dev.nines.alerts.sink;

import dev.nines.alerts.lifecycle.Alert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one sink informed, on a virtual thread of its own, so that a dead receiver delays no
/// other. A notice is recorded after it was sent: killed in between, it is sent twice and never
/// lost.
final class SinkLoop {
  private static final Logger log = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Sink sink;
  private final SinkPlan plan;
  private final InstantSource clock;
  private final Duration firstPause;
  private final Duration longestPause;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Alert> alerts = List.of(); // guarded by lock
  private boolean fresh; // guarded by lock
  private int failuresInARow;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile Optional<Instant> lastSuccessAt = Optional.empty();
  private volatile Optional<String> lastError = Optional.empty();

  SinkLoop(
      Sink sink, SinkPlan plan, InstantSource clock, Duration firstPause, Duration longestPause) {
    this.sink = sink;
    this.plan = plan;
    this.clock = clock;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.thread = Thread.ofVirtual().name("sink " + sink.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void tell(List<Alert> now) {
    lock.lock();
    try {
      alerts = now;
      fresh = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends, and waits a moment for that, so that what was told meanwhile is on record.
  void stop() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  SinkStats stats() {
    return new SinkStats(
        sink.name(), sent.get(), refused.get(), failures.get(), lastSuccessAt, lastError);
  }

  private void run() {
    try {
      while (true) {
        var told = awaitWork();
        var now = clock.instant();
        plan.begin(told, now);
        for (var notice : plan.due(sink.name(), told, now)) {
          if (!send(notice)) {
            break;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // what was not told is not on record and comes again
    }
  }

  /// The alerts, once they may have changed or a step may have come.
  private List<Alert> awaitWork() throws InterruptedException {
    long left = pause(latest()).toNanos(); // without the lock: whoever tells waits for no disk
    lock.lock();
    try {
      while (!fresh && left > 0) {
        left = changed.awaitNanos(left);
      }
      fresh = false;
      return alerts;
    } finally {
      lock.unlock();
    }
  }

  private List<Alert> latest() {
    lock.lock();
    try {
      return alerts;
    } finally {
      lock.unlock();
    }
  }

  /// How long nothing is due, if nothing changes.
  private Duration pause(List<Alert> told) {
    var now = clock.instant();
    if (!plan.due(sink.name(), told, now).isEmpty()) {
      return Duration.ZERO;
    }
    return plan.next(sink.name(), told, now)
        .map(next -> Duration.between(now, next))
        .filter(until -> until.compareTo(IDLE) < 0)
        .orElse(IDLE);
  }

  /// @return whether the receiver can take more now
  private boolean send(Notice notice) throws InterruptedException {
    try {
      sink.send(notice);
      plan.record().told(notice.id(), clock.instant());
      sent.incrementAndGet();
      lastSuccessAt = Optional.of(clock.instant());
      lastError = Optional.empty();
      failuresInARow = 0;
      return true;
    } catch (Sink.RefusedException e) {
      log.error("Sink {} refuses {}: {}", sink.name(), notice.alert().labels(), e.getMessage());
      plan.record().told(notice.id(), clock.instant()); // trying again would not help
      refused.incrementAndGet();
      lastError = Optional.of(String.valueOf(e.getMessage()));
      return true;
    } catch (IOException | RuntimeException e) { // a fault of ours must not end the loop
      failed(e);
      return false;
    }
  }

  private void failed(Exception e) throws InterruptedException {
    if (failuresInARow == 0) {
      log.warn("Sink {} fails, its notices wait: {}", sink.name(), e.toString());
    }
    failures.incrementAndGet();
    lastError = Optional.of(e.toString());
    long pause = firstPause.toMillis() << Math.min(failuresInARow, 20);
    failuresInARow++;
    Thread.sleep(Duration.ofMillis(Math.min(pause, longestPause.toMillis())));
  }
}
