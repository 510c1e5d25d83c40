package dev.nines.collector.forward;

import dev.nines.collector.forward.Destination.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the records of one queue to one destination, in order, on a thread of its own. That thread
/// is never interrupted: an interrupt would close the file that it reads.
///
/// Safe between threads.
public final class Forwarder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

  private final String name;
  private final DiskQueue queue;
  private final Destination destination;
  private final RetryPace pace = new RetryPace(RandomGenerator.getDefault());
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile Optional<String> trouble = Optional.empty();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /// What a forwarder did since the start; every record that was put is waiting, sent, refused,
  /// dropped or lost.
  ///
  /// @param name of the destination
  /// @param sent records that arrived
  /// @param refused records that the other side would not have
  /// @param retries attempts that have to be repeated
  /// @param lost records that the disk did not take, and samples that did not fit into memory
  /// @param queue how full the queue is
  /// @param trouble why records wait at the moment
  public record Stats(
      String name,
      long sent,
      long refused,
      long retries,
      long lost,
      DiskQueue.State queue,
      Optional<String> trouble) {}

  Forwarder(String name, DiskQueue queue, Destination destination) {
    this.name = name;
    this.queue = queue;
    this.destination = destination;
  }

  /// Begins to send.
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("forward-" + name).start(this::run);
    }
  }

  /// Takes a record; returns when it is durable. A disk that does not take it costs this record,
  /// which is counted and said, and holds up nothing.
  public void put(byte[] record) {
    try {
      queue.append(record);
    } catch (IOException e) {
      if (lost.getAndIncrement() == 0) {
        log.error("the queue of {} does not take records: {}", name, e.getMessage());
      }
      trouble = Optional.of("the queue's disk fails: " + e.getMessage());
    }
  }

  /// Counts something that could not be kept.
  void countLost() {
    lost.incrementAndGet();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        Optional<DiskQueue.Entry> entry = queue.next(PATIENCE);
        if (entry.isPresent()) {
          deliver(entry.get());
        }
      }
    } catch (InterruptedException _) {
      // closed
    } catch (RuntimeException e) {
      log.error("forwarding to {} has ended", name, e);
      trouble = Optional.of("forwarding has ended: " + e.getMessage());
    }
  }

  private void deliver(DiskQueue.Entry entry) throws InterruptedException {
    while (stopped.getCount() > 0) {
      switch (destination.send(entry.record())) {
        case Result.Sent() -> {
          sent.incrementAndGet();
          done(entry);
          return;
        }
        case Result.Refused(_, String reason) -> {
          refused.incrementAndGet();
          log.warn("{} refused a record, which is dropped: {}", name, reason);
          done(entry);
          return;
        }
        case Result.Later(String reason, Optional<Duration> after) -> {
          retries.incrementAndGet();
          if (trouble.isEmpty() && stopped.getCount() > 0) {
            log.warn("{} takes nothing at the moment: {}", name, reason);
          }
          trouble = Optional.of(reason);
          var _ = stopped.await(pace.pause(after).toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  private void done(DiskQueue.Entry entry) {
    pace.succeeded();
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      log.info("{} takes records again", name);
    }
    try {
      queue.remove(entry);
    } catch (IOException e) {
      // It will be sent a second time after a restart; that is all.
      log.warn("the queue of {} cannot note what was sent: {}", name, e.getMessage());
    }
  }

  /// What it did since the start.
  public Stats stats() {
    return new Stats(
        name, sent.get(), refused.get(), retries.get(), lost.get(), queue.state(), trouble);
  }

  /// Begins no further attempt.
  void stop() {
    stopped.countDown();
  }

  /// Waits for the answer to the attempt that is under way, if there is one.
  synchronized void awaitEnd(Duration patience) {
    if (thread != null) {
      try {
        thread.join(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized void close() {
    stop();
    awaitEnd(LONGEST_ATTEMPT);
    try {
      queue.close();
    } catch (IOException e) {
      log.warn("the queue of {} did not close cleanly: {}", name, e.getMessage());
    }
  }
}
