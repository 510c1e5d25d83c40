package dev.nines.collector.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Heartbeat BACKUP =
      new Heartbeat(
          "backup",
          Duration.ofHours(6),
          Duration.ofMinutes(30),
          Severity.CRITICAL,
          Optional.empty(),
          Optional.empty(),
          "Nothing newer could be restored.");

  @TempDir private Path folder;
  private final ConditionBoard board = new ConditionBoard();
  private HeartbeatBook book;
  private HeartbeatSource source;

  @BeforeEach
  void begin() {
    restart();
  }

  @Test
  void itIsOverdueAfterItsTimeAndTheGrace() {
    book.came("backup", NOON, false);
    assertThat(read(NOON.plus(Duration.ofMinutes(390)))).isEmpty();
    assertThat(read(NOON.plus(Duration.ofMinutes(390)).plusMillis(1)))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.alertname()).isEqualTo("HeartbeatMissed");
              assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(alert.labels()).isEqualTo(Map.of("heartbeat", "backup"));
              assertThat(alert.description())
                  .contains("2026-03-02T12:00:00Z", "Nothing newer could be restored.");
            });
  }

  @Test
  void oneThatNeverCameIsWaitedForSinceItIsKnownAlsoOverARestart() {
    assertThat(read(NOON)).isEmpty();
    restart();
    assertThat(read(NOON.plus(Duration.ofHours(7))))
        .singleElement()
        .satisfies(alert -> assertThat(alert.description()).contains("None came since 2026-03-02"));
  }

  @Test
  void aJobThatSaysThatItFailedAlertsAtOnceUntilItSucceeds() {
    book.came("backup", NOON, true);
    assertThat(read(NOON))
        .singleElement()
        .extracting(Condition::summary)
        .isEqualTo("Heartbeat backup says that it failed");
    book.came("backup", NOON.plusSeconds(60), false);
    assertThat(read(NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void ageAndOutcomeAreSamples() {
    book.came("backup", NOON, false);
    assertThat(samples(NOON.plusSeconds(90)))
        .containsEntry("nines_heartbeat_age_seconds{heartbeat=backup}", 90.0)
        .containsEntry("nines_heartbeat_overdue{heartbeat=backup}", 0.0)
        .containsEntry("nines_heartbeat_checks_total{heartbeat=backup, outcome=good}", 1.0);
  }

  @Test
  void afterARestartTheLastSignIsKnown() {
    book.came("backup", NOON, false);
    restart();
    assertThat(read(NOON.plus(Duration.ofHours(6)))).isEmpty();
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws Exception {
    Files.writeString(folder.resolve("heartbeats.tsv"), "backup\tnonsense\ttrue\tfalse\n");
    restart();
    assertThat(read(NOON)).isEmpty();
  }

  @Test
  void aTokenIsComparedOnlyIfOneIsWanted() {
    assertThat(Tokens.admits(Optional.empty(), Optional.empty())).isTrue();
    assertThat(Tokens.admits(Optional.of(() -> "a"), Optional.of("a"))).isTrue();
    assertThat(Tokens.admits(Optional.of(() -> "a"), Optional.of("b"))).isFalse();
    assertThat(Tokens.admits(Optional.of(() -> "a"), Optional.empty())).isFalse();
  }

  private void restart() {
    book = new HeartbeatBook(folder.resolve("heartbeats.tsv"));
    source = new HeartbeatSource(BACKUP, book, board);
  }

  private List<Condition> read(Instant at) {
    assertThat(samples(at)).isNotEmpty();
    return board.conditions();
  }

  private Map<String, Double> samples(Instant at) {
    var values = new HashMap<String, Double>();
    ((Reading.Complete) source.read(at).reading())
        .samples()
        .forEach(each -> values.put(each.series().name() + each.series().labels(), each.value()));
    return values;
  }
}
