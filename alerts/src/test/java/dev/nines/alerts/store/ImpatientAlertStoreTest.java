package dev.nines.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.alerts.lifecycle.AlertStore;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.StoredAlert;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ImpatientAlertStoreTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @Test
  void aStoreThatHangsFailsInTimeAndWorksAgainLater() throws AlertStoreException {
    var hanging = new HangingStore();
    try (var store = new ImpatientAlertStore(hanging, PATIENCE, PATIENCE)) {
      assertThatThrownBy(store::load).hasMessageContaining("did not answer within 50 ms");
      assertThatThrownBy(() -> store.save(List.of(), List.of()))
          .hasMessageContaining("still hangs");
      hanging.disk.countDown();
      Awaitility.await().ignoreExceptions().until(() -> store.load().isEmpty());
    }
    assertThat(hanging.closed).isTrue();
  }

  private static final class HangingStore implements AlertStore {
    private final CountDownLatch disk = new CountDownLatch(1);
    private volatile boolean closed;

    @Override
    public List<StoredAlert> load() throws AlertStoreException {
      try {
        disk.await();
      } catch (InterruptedException e) {
        throw new AlertStoreException("interrupted", e);
      }
      return List.of();
    }

    @Override
    public void save(
        Collection<StoredAlert> saved, Collection<SortedMap<String, String>> removed) {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
