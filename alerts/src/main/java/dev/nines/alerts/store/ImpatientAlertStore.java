package dev.nines.alerts.store;

import dev.nines.alerts.lifecycle.AlertStore;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.StoredAlert;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A store that answers within a time: a page never waits for a disk that hangs.
///
/// While an earlier call still hangs, further ones fail at once. A save that timed out may be
/// written all the same; saving again does no harm.
public final class ImpatientAlertStore implements AlertStore {
  private final AlertStore store;
  private final Duration loadPatience;
  private final Duration patience;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("alert-store").factory());
  private @Nullable Future<?> unanswered;

  /// @param store the store, from now on used by this one's thread only
  /// @param loadPatience how long loading may take: it comes once, at the start, and opens the
  ///   file, which on a busy machine takes longer than a page may wait later
  /// @param patience how long saving may take
  public ImpatientAlertStore(AlertStore store, Duration loadPatience, Duration patience) {
    this.store = store;
    this.loadPatience = loadPatience;
    this.patience = patience;
  }

  @Override
  public List<StoredAlert> load() throws AlertStoreException {
    return inTime(store::load, loadPatience);
  }

  @Override
  public void save(Collection<StoredAlert> saved, Collection<SortedMap<String, String>> removed)
      throws AlertStoreException {
    inTime(
        () -> {
          store.save(saved, removed);
          return saved;
        },
        patience);
  }

  private <T> T inTime(Callable<T> call, Duration limit) throws AlertStoreException {
    if (unanswered != null && !unanswered.isDone()) {
      throw new AlertStoreException(
          "the alert store still hangs in an earlier call", new TimeoutException());
    }
    var answer = worker.submit(call);
    unanswered = answer;
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AlertStoreException(
          "the alert store did not answer within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlertStoreException("interrupted while waiting for the alert store", e);
    } catch (ExecutionException | CancellationException e) {
      if (e.getCause() instanceof AlertStoreException failure) {
        throw failure;
      }
      throw new AlertStoreException("the alert store failed: " + e.getCause(), e);
    }
  }

  /// Closes the store, if it answers; else leaves it to the end of the process.
  @Override
  public void close() {
    worker.execute(store::close);
    worker.shutdown();
    try {
      if (!worker.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException _) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
