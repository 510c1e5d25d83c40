package dev.nines.collector.probe;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The end of a check. Every step of it waits against the same one, so that no dripping step can
/// stretch the whole.
final class Deadline {
  private final long startedNanos = System.nanoTime();
  private final long endNanos;

  Deadline(Duration timeout) {
    this.endNanos = startedNanos + timeout.toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  <T> T await(CompletionStage<T> stage)
      throws TimeoutException, ExecutionException, InterruptedException {
    long left = Math.max(0, endNanos - System.nanoTime());
    return stage.toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
  }
}
