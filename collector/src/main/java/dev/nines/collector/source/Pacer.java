package dev.nines.collector.source;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The thread that calls the scheduler whenever something is due, or sooner when it is woken. Safe
/// between threads.
final class Pacer {
  private final LongSupplier tick;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wake;
  private boolean closed;
  private @Nullable Thread thread;

  /// @param tick does what is due and returns the nanoseconds until there may be more to do
  Pacer(LongSupplier tick) {
    this.tick = tick;
  }

  void start() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = Thread.ofPlatform().name("source-scheduler").daemon().start(this::pace);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Makes the next call come at once; may be called before the start and after the end.
  void wake() {
    lock.lock();
    try {
      wake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pace() {
    while (waitFor(tick.getAsLong())) {
      // the tick is the work
    }
  }

  /// @return whether to go on
  private boolean waitFor(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!wake && !closed && left > 0) {
        left = woken.awaitNanos(left);
      }
      wake = false;
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
