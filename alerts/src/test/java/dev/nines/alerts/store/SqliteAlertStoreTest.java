package dev.nines.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.StoredAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAlertStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  @TempDir private Path folder;

  @Test
  void whatWasSavedIsThereForTheNextProcess() throws AlertStoreException {
    var firing = alert("acme", Optional.empty(), "fast", "long");
    var ended = alert("globex", Optional.of(NOON.plusSeconds(60)));
    try (var store = store()) {
      store.save(List.of(firing, ended), List.of());
    }
    try (var store = store()) {
      assertThat(store.load()).containsExactlyInAnyOrder(firing, ended);
    }
  }

  @Test
  void theSameLabelsAreTheSameAlert() throws AlertStoreException {
    try (var store = store()) {
      store.save(List.of(alert("acme", Optional.empty(), "fast")), List.of());
      var ended = alert("acme", Optional.of(NOON));
      store.save(List.of(ended), List.of());
      assertThat(store.load()).containsExactly(ended);
    }
  }

  @Test
  void whatWasRemovedIsGone() throws AlertStoreException {
    var alert = alert("acme", Optional.empty(), "fast");
    try (var store = store()) {
      store.save(List.of(alert), List.of());
      store.save(List.of(), List.of(alert.alert().labels()));
      assertThat(store.load()).isEmpty();
    }
  }

  @Test
  void aDamagedFileIsNamedAndAnotherUseTriesAgain() throws Exception {
    var file = folder.resolve("nines.db");
    Files.writeString(file, "this is no database, whatever its name says ".repeat(100));
    try (var store = new SqliteAlertStore(file)) {
      assertThatThrownBy(store::load)
          .isInstanceOf(AlertStoreException.class)
          .hasMessageContaining("nines.db");
      Files.delete(file);
      assertThat(store.load()).isEmpty();
    }
  }

  private SqliteAlertStore store() {
    return new SqliteAlertStore(folder.resolve("nines.db"));
  }

  private static StoredAlert alert(String tenant, Optional<Instant> endsAt, String... tiers) {
    var labels = new TreeMap<>(Map.of("alertname", "TenantSloBurn", "tenant", tenant));
    var annotations = new TreeMap<>(Map.of("summary", "Ünïcode \"quoted\" €"));
    return new StoredAlert(
        new Alert(labels, annotations, NOON, endsAt), new TreeSet<>(List.of(tiers)));
  }
}
