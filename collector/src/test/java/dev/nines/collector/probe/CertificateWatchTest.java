package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Condition;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ProbeSettings PROBE =
      Probing.settings("https://{tenant.id}.example.com/", Ask.Http.get(BodyExpectation.ANY));

  private final ConditionBoard board = new ConditionBoard();
  private final CertificateWatch watch = new CertificateWatch(board);

  @Test
  void oneCertificateIsOneAlertHoweverManyTenantsAreBehindIt() {
    for (int tenant = 0; tenant < 8; tenant++) {
      watch.shown(PROBE, "test/t" + tenant, ending(Duration.ofDays(10), "a1"), NOW);
    }
    assertThat(board.conditions()).hasSize(1);
    Condition alert = board.conditions().getFirst();
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.description()).contains("test/t0", "and 3 more");
    assertThat(alert.labels()).containsEntry("serial", "a1").doesNotContainKey("tenant");
  }

  @Test
  void theLastThreeDaysAreUrgent() {
    watch.shown(PROBE, "test/a", ending(Duration.ofDays(2), "a1"), NOW);
    assertThat(board.conditions())
        .extracting(Condition::severity)
        .containsExactly(Severity.CRITICAL);
  }

  @Test
  void aRenewedCertificateEndsTheAlert() {
    watch.shown(PROBE, "test/a", ending(Duration.ofDays(2), "a1"), NOW);
    watch.shown(PROBE, "test/a", ending(Duration.ofDays(80), "a2"), NOW);
    assertThat(board.conditions()).isEmpty();
  }

  @Test
  void aTargetThatIsGoneEndsItToo() {
    watch.shown(PROBE, "test/a", ending(Duration.ofDays(2), "a1"), NOW);
    watch.retain(Set.of("test/b"), NOW);
    assertThat(board.conditions()).isEmpty();
  }

  @Test
  void whatItSaidStaysWhenSourcesComeAndGo() {
    watch.shown(PROBE, "test/a", ending(Duration.ofDays(2), "a1"), NOW);
    board.retain(List.of("probe:test/a"));
    assertThat(board.conditions()).hasSize(1);
  }

  private static Look.Certificate ending(Duration in, String serial) {
    return new Look.Certificate(serial, NOW.plus(in));
  }
}
