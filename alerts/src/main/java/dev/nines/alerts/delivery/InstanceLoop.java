package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop that keeps one Alertmanager informed, on a virtual thread of its own, so that a slow or
/// dead instance delays no other.
final class InstanceLoop {
  private static final Logger log = LoggerFactory.getLogger(InstanceLoop.class);

  private final AlertmanagerTarget target;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final AlertmanagerClient client;
  private final Outbox outbox;
  private final Backoff backoff;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closing; // guarded by lock

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failedRequests = new AtomicLong();
  private volatile Optional<Instant> lastSuccessAt = Optional.empty();
  private volatile Optional<String> lastError = Optional.empty();
  private volatile Optional<String> lastRefusal = Optional.empty();

  InstanceLoop(
      AlertmanagerTarget target,
      DeliverySettings settings,
      HttpClient http,
      InstantSource clock,
      RandomGenerator random) {
    this.target = target;
    this.settings = settings;
    this.clock = clock;
    this.client = new AlertmanagerClient(target, settings, http, clock);
    this.outbox = new Outbox(settings.resend(), settings.capacity());
    this.backoff = new Backoff(settings.firstBackoff(), settings.longestBackoff(), random);
    this.thread =
        Thread.ofVirtual().name("alertmanager " + target.url().getHost()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void tell(List<Alert> alerts) {
    outbox.want(alerts, clock.instant());
    wake(false);
  }

  /// Asks the loop to end once nothing waits.
  void drain() {
    wake(true);
  }

  /// Waits for the end that [#drain] asked for, then insists on it.
  ///
  /// @return whether everything was told
  boolean join(Duration deadline) throws InterruptedException {
    boolean ended = thread.join(deadline);
    thread.interrupt();
    return ended && outbox.waiting(clock.instant()) == 0;
  }

  InstanceStats stats() {
    return new InstanceStats(
        target.url().toString(),
        sent.get(),
        refused.get(),
        failedRequests.get(),
        outbox.droppedCount(),
        outbox.waiting(clock.instant()),
        client.skew(),
        lastSuccessAt,
        lastError,
        lastRefusal);
  }

  private void wake(boolean close) {
    lock.lock();
    try {
      closing |= close;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        sendDue();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed before all was told; the store has it
    }
  }

  private void sendDue() throws InterruptedException {
    try {
      send(outbox.due(clock.instant(), settings.batchSize()));
    } catch (RuntimeException e) { // a fault of ours must not end the loop: pages would stop
      log.error("Telling {} failed: {}", target.url(), e, e);
      failed(e.toString(), Optional.empty());
    }
  }

  /// Waits until something is due; false when closing with nothing left to tell.
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        var pause = outbox.untilDue(clock.instant());
        if (pause.isPresent() && pause.get().isZero()) {
          return true;
        }
        if (closing) {
          return false;
        }
        if (pause.isPresent()) {
          changed.awaitNanos(pause.get().toNanos());
        } else {
          changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Tells one batch; one that is refused is halved until the bad alerts stand alone.
  ///
  /// @return whether the instance can take more now
  private boolean send(List<Alert> batch) throws InterruptedException {
    var sentAt = clock.instant();
    return switch (client.post(batch)) {
      case Answer.Accepted() -> {
        accepted(batch, sentAt);
        yield true;
      }
      case Answer.Refused(String reason) -> refused(batch, reason, sentAt);
      case Answer.Failed(String reason, Optional<Duration> retryAfter) -> {
        failed(reason, retryAfter);
        yield false;
      }
    };
  }

  private void accepted(List<Alert> batch, Instant sentAt) {
    outbox.told(batch, sentAt);
    sent.addAndGet(batch.size());
    answered(sentAt);
    lastError = Optional.empty();
    lastSuccessAt = Optional.of(sentAt);
  }

  /// After a failure the instance may be a fresh process that knows nothing: it is told everything
  /// again.
  private void answered(Instant sentAt) {
    if (backoff.isFailing()) {
      log.info("Alertmanager {} answers again", target.url());
      outbox.forgetToldBefore(sentAt);
      backoff.succeeded();
    }
  }

  private boolean refused(List<Alert> batch, String reason, Instant sentAt)
      throws InterruptedException {
    answered(sentAt);
    if (batch.size() == 1) {
      var alert = batch.getFirst();
      log.error("Alertmanager {} refuses {}: {}", target.url(), alert.labels(), reason);
      outbox.refused(alert, sentAt);
      refused.incrementAndGet();
      lastRefusal = Optional.of(reason);
      return true;
    }
    int half = batch.size() / 2;
    return send(batch.subList(0, half)) && send(batch.subList(half, batch.size()));
  }

  private void failed(String reason, Optional<Duration> retryAfter) throws InterruptedException {
    if (!backoff.isFailing()) {
      log.warn("Alertmanager {} fails, alerts wait: {}", target.url(), reason);
    }
    failedRequests.incrementAndGet();
    lastError = Optional.of(reason);
    var pause = backoff.next();
    var asked = retryAfter.orElse(Duration.ZERO);
    Thread.sleep(atMost(settings.longestBackoff(), asked.compareTo(pause) > 0 ? asked : pause));
  }

  private static Duration atMost(Duration limit, Duration duration) {
    return duration.compareTo(limit) > 0 ? limit : duration;
  }
}
