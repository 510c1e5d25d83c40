package dev.nines.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.PastAlert;
import dev.nines.alerts.lifecycle.StoredAlert;
import dev.nines.alerts.sink.SqliteSinkRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void whatEndedStaysWhenTheSameFiresAgainAndWhenItIsRemoved() throws AlertStoreException {
    var first = alert(NOON, 5);
    var second = alert(NOON.plusSeconds(1200), 5);
    save(first);
    save(second);
    try (var store = new SqliteAlertStore(file())) {
      store.save(List.of(), List.of(second.labels()));
    }
    assertThat(read()).containsExactly(new PastAlert(first, false), new PastAlert(second, false));
  }

  @Test
  void theRecordBeginsWithTheDatabase() throws AlertStoreException {
    try (var history = new AlertHistory(file())) {
      assertThat(history.begin()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }
  }

  @Test
  void anAlertThatEndsIsStillOne() throws AlertStoreException {
    save(new Alert(alert(NOON, 5).labels(), new TreeMap<>(), NOON, Optional.empty()));
    save(alert(NOON, 5));
    assertThat(read()).containsExactly(new PastAlert(alert(NOON, 5), false));
  }

  @Test
  void theAcknowledgedOneIsActedOn() throws AlertStoreException {
    save(alert(NOON, 5));
    save(alert(NOON.plusSeconds(1200), 5));
    try (var record = new SqliteSinkRecord(file())) {
      record.acknowledge(alert(NOON, 5).id(), "ann", NOON.plusSeconds(60));
    }
    assertThat(read()).extracting(PastAlert::actedOn).containsExactly(true, false);
  }

  @Test
  void whatEndedAMonthAgoIsForgotten() throws AlertStoreException {
    save(alert(NOON.minus(Duration.ofDays(31)), 5));
    save(alert(NOON.minus(Duration.ofDays(29)), 5));
    save(alert(NOON, 5));
    assertThat(read()).hasSize(2);
  }

  private void save(Alert alert) throws AlertStoreException {
    try (var store = new SqliteAlertStore(file())) {
      store.save(List.of(new StoredAlert(alert, new TreeSet<>())), List.of());
    }
  }

  private List<PastAlert> read() throws AlertStoreException {
    try (var history = new AlertHistory(file())) {
      return history.all();
    }
  }

  private Path file() {
    return folder.resolve("nines.db");
  }

  private static Alert alert(Instant startsAt, int minutes) {
    return new Alert(
        new TreeMap<>(Map.of("alertname", "TenantSloBurn", "tenant", "acme")),
        new TreeMap<>(),
        startsAt,
        Optional.of(startsAt.plus(Duration.ofMinutes(minutes))));
  }
}
