package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Burns;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldAlertsTest {
  private static final String ALERT =
      """
      {"labels": {"alertname": "TenantSloBurn", "tenant": "acme"}, "annotations": {},
       "startsAt": "2026-11-20T11:59:00.123Z", "endsAt": "2026-11-20T12:04:00.000Z",
       "status": {"state": "active", "silencedBy": [], "inhibitedBy": []}}\
      """;

  @Test
  void whatFiresIsReadWithItsBeginning() {
    assertThat(HeldAlerts.read("[" + ALERT + "]", Burns.NOON))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.startsAt()).isEqualTo("2026-11-20T11:59:00.123Z");
              assertThat(alert.label("tenant")).isEqualTo("acme");
            });
  }

  @Test
  void whatEndedIsLeftOut() {
    assertThat(HeldAlerts.read("[" + ALERT + "]", Burns.NOON.plus(Duration.ofMinutes(4))))
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
    assertThat(HeldAlerts.read(body, Burns.NOON)).isEmpty();
  }
}
