package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Burns;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldAlertTest {
  private static final String ALERT =
      """
      {"labels": {"alertname": "TenantSloBurn", "tenant": "acme"}, "annotations": {},
       "startsAt": "2026-11-20T11:59:00.123Z", "endsAt": "2026-11-20T12:04:00.000Z",
       "status": {"state": "active", "silencedBy": ["7c3a"], "inhibitedBy": []}}\
      """;

  @Test
  void whatFiresIsReadWithItsBeginning() {
    assertThat(HeldAlert.firing("[" + ALERT + "]", Burns.NOON))
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.alert().startsAt()).isEqualTo("2026-11-20T11:59:00.123Z");
              assertThat(held.alert().label("tenant")).isEqualTo("acme");
              assertThat(held.silences()).containsExactly("7c3a");
            });
  }

  @Test
  void whatEndedIsLeftOut() {
    assertThat(HeldAlert.firing("[" + ALERT + "]", Burns.NOON.plus(Duration.ofMinutes(4))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "[1, null]",
        "[{\"labels\": {}}]",
        "[{\"labels\": {\"alertname\": \"A\"}, \"startsAt\": \"now\"}]",
        "[{\"labels\": 7}]"
      })
  void whatIsNoAlertIsLeftOut(String body) {
    assertThat(HeldAlert.firing(body, Burns.NOON)).isEmpty();
  }

  @Test
  void aSilenceFromBeforeIsNobodysWork() {
    var silence = "{\"updatedAt\": \"2026-11-20T12:00:00.000Z\", \"createdBy\": \"ann\"}";
    assertThat(HeldAlert.madeBy(silence, Burns.NOON)).contains("ann");
    assertThat(HeldAlert.madeBy(silence, Burns.NOON.plusMillis(1))).isEmpty();
    assertThat(HeldAlert.madeBy("gone", Burns.NOON)).isEmpty();
  }
}
