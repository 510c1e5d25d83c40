package dev.nines.collector.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Runs what blocks (disk, database, hashing) on virtual threads, so that the event loop never
/// waits. At most so many at once; the rest queue for their turn. Safe between threads.
public final class BlockingWork implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore permits;

  /// @param atOnce how many may run at the same time
  public BlockingWork(int atOnce) {
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory());
    this.permits = new Semaphore(atOnce);
  }

  /// Runs the work and completes the future on the caller's event loop.
  public <T> Future<T> run(Vertx vertx, Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    threads.execute(
        () -> {
          try {
            permits.acquire();
            T result;
            try {
              result = work.call();
            } finally {
              permits.release();
            }
            context.runOnContext(done -> promise.complete(result));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.runOnContext(done -> promise.fail(e));
          } catch (Throwable e) {
            context.runOnContext(done -> promise.fail(e));
          }
        });
    return promise.future();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
