package dev.nines.alerts.delivery;

import static dev.nines.alerts.delivery.Alerts.firing;
import static dev.nines.alerts.delivery.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration RESEND = Duration.ofMinutes(1);
  private static final Alert ACME = firing("acme", NOON);
  private static final Alert GLOBEX = firing("globex", NOON);

  private final Outbox outbox = new Outbox(RESEND, 3);

  @Test
  void whatWasNeverToldIsDueAtOnce() {
    outbox.want(List.of(ACME), NOON);
    assertThat(outbox.due(NOON, 10)).containsExactly(ACME);
    assertThat(outbox.untilDue(NOON)).contains(Duration.ZERO);
  }

  @Test
  void whatWasToldIsDueAgainAfterTheResendDelay() {
    outbox.want(List.of(ACME), NOON);
    outbox.told(List.of(ACME), NOON);
    assertThat(outbox.untilDue(NOON.plusSeconds(20))).contains(Duration.ofSeconds(40));
    assertThat(outbox.due(NOON.plusSeconds(59), 10)).isEmpty();
    assertThat(outbox.due(NOON.plusSeconds(60), 10)).containsExactly(ACME);
  }

  @Test
  void anEndIsDueAtOnce() {
    outbox.want(List.of(ACME), NOON);
    outbox.told(List.of(ACME), NOON);
    var ended = resolved("acme", NOON, NOON.plusSeconds(10));
    outbox.want(List.of(ended), NOON.plusSeconds(10));
    assertThat(outbox.due(NOON.plusSeconds(10), 10)).containsExactly(ended);
  }

  @Test
  void aHeartbeatsLaterEndCanWait() {
    outbox.want(List.of(resolved("watchdog", NOON, NOON.plusSeconds(240))), NOON);
    outbox.told(outbox.due(NOON, 10), NOON);
    outbox.want(List.of(resolved("watchdog", NOON, NOON.plusSeconds(255))), NOON.plusSeconds(15));
    assertThat(outbox.due(NOON.plusSeconds(15), 10)).isEmpty();
  }

  @Test
  void anEndThatCameWhileTheBeginningWasUnderWayStaysDue() {
    outbox.want(List.of(ACME), NOON);
    var underWay = outbox.due(NOON, 10);
    outbox.want(List.of(resolved("acme", NOON, NOON.plusSeconds(1))), NOON.plusSeconds(1));
    outbox.told(underWay, NOON.plusSeconds(2));
    assertThat(outbox.waiting(NOON.plusSeconds(2))).isEqualTo(1);
  }

  @Test
  void whatIsNoLongerWantedIsForgotten() {
    outbox.want(List.of(ACME, GLOBEX), NOON);
    outbox.want(List.of(GLOBEX), NOON);
    assertThat(outbox.due(NOON, 10)).containsExactly(GLOBEX);
  }

  @Test
  void whatWasNeverToldComesBeforeRepetitions() {
    outbox.want(List.of(ACME), NOON);
    outbox.told(List.of(ACME), NOON);
    outbox.want(List.of(ACME, GLOBEX), NOON.plusSeconds(60));
    assertThat(outbox.due(NOON.plusSeconds(60), 1)).containsExactly(GLOBEX);
  }

  @Test
  void aRefusedAlertGoesAloneAndLast() {
    outbox.want(List.of(ACME, GLOBEX), NOON);
    outbox.refused(ACME, NOON);
    outbox.told(List.of(GLOBEX), NOON);
    var later = NOON.plusSeconds(60);
    assertThat(outbox.due(later, 10)).containsExactly(ACME);
    outbox.refused(ACME, later);
    assertThat(outbox.due(later, 10)).containsExactly(GLOBEX);
  }

  @Test
  void whatDoesNotFitIsDroppedFromTheEndAndCounted() {
    outbox.want(List.of(ACME, GLOBEX, firing("initech", NOON), firing("hooli", NOON)), NOON);
    assertThat(outbox.due(NOON, 10))
        .extracting(alert -> alert.label("tenant"))
        .containsExactly("acme", "globex", "initech");
    assertThat(outbox.droppedCount()).isEqualTo(1);
  }

  @Test
  void anInstanceThatWasAwayIsToldAgain() {
    outbox.want(List.of(ACME, GLOBEX), NOON);
    outbox.told(List.of(ACME), NOON);
    outbox.told(List.of(GLOBEX), NOON.plusSeconds(30));
    outbox.forgetToldBefore(NOON.plusSeconds(30));
    assertThat(outbox.due(NOON.plusSeconds(30), 10)).containsExactly(ACME);
  }

  @Test
  void aClockThatGoesBackSilencesNothing() {
    outbox.want(List.of(ACME), NOON);
    outbox.told(List.of(ACME), NOON);
    assertThat(outbox.due(NOON.minusSeconds(3600), 10)).containsExactly(ACME);
  }

  @Test
  void anEmptyOutboxIsNeverDue() {
    assertThat(outbox.untilDue(NOON)).isEmpty();
    assertThat(outbox.waiting(NOON)).isZero();
  }
}
